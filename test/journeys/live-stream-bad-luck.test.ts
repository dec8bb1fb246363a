import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { errorsOf } from '../support/journey/room-page.ts';
import { inSession, inStream, openStream, moves, press, seesMoving } from '../support/journey/stream-page.ts';

/** From now on the browser refuses these devices, as a person does. */
const refuse = (page: Page, ...refused: ('audio' | 'video')[]) =>
  page.evaluate((kinds) => {
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (asked) => {
      if (kinds.some((kind) => asked?.[kind])) throw new DOMException('no', 'NotAllowedError');
      return real(asked);
    };
  }, refused);

describe('A live stream that has bad luck', () => {
  const house = journey();

  const open = (identity: string, room: string, more = '') => openStream(house, identity, room, more);

  it('is heard without a camera, and is not live without either device', async () => {
    const anna = await open('anna', 'voice', 'as-host');
    const ben = await open('ben', 'voice');
    const errors = await errorsOf(anna);
    await refuse(anna, 'audio', 'video');
    await press(anna, 'Go live');
    assert(
      await eventually(async () => (await errors()).join() === 'media_permission'),
      (await errors()).join(),
    );
    assert.equal(await inSession(anna, ({ session }) => session.stage.live.get()), false);
    assert.equal(await inSession(ben, ({ session }) => session.stage.live.get()), false);

    const again = await open('eve', 'voice-alone', 'as-host');
    const dan = await open('dan', 'voice-alone');
    const told = await errorsOf(again);
    await refuse(again, 'video');
    await press(again, 'Go live');
    assert(
      await eventually(async () => (await listen(dan, { from: 'eve' })).loudest > audible),
      'the host is not heard',
    );
    assert.deepEqual(await told(), ['media_permission']);
    assert.equal(await moves(dan, 'eve'), false);
  });

  it('has one host: a second claim joins as audience, and every way of publishing is refused to them', async () => {
    await open('anna', 'claims', 'as-host');
    const eve = await open('eve', 'claims', 'as-host');
    assert.equal(await inSession(eve, ({ session }) => session.role.get()), 'audience');
    const outcomes = await inSession(eve, async ({ session }) => {
      const { media, stage } = session;
      const tried = [
        () => stage.goLive(),
        () => media.setCamera(true),
        () => media.setMicrophone(true),
        () => media.setScreenShare(true),
        () => stage.invite('anna'),
        () => stage.remove('anna'),
        () => stage.accept('i1'),
      ];
      return Promise.all(
        tried.map((act) =>
          act().then(
            () => 'done',
            ({ code }: { code: string }) => code,
          ),
        ),
      );
    });
    assert.deepEqual(outcomes, [
      'owner_only',
      'forbidden_role',
      'forbidden_role',
      'forbidden_role',
      'owner_only',
      'forbidden_role',
      'invite_expired',
    ]);
  });

  it('keeps a guest who loads the page again on stage, dark and silent until their own click', async () => {
    const anna = await open('anna', 'reload', 'as-host');
    await press(anna, 'Go live');
    const ben = await open('ben', 'reload');
    await press(ben, 'Raise a hand');
    await anna.locator('.request').getByRole('button', { name: 'Yes' }).click();
    assert(await seesMoving(anna, 'ben'));
    await ben.reload();
    await inStream(ben);
    assert.deepEqual(
      await inSession(ben, ({ session: { role, media } }) => [role.get(), media.cameraEnabled.get()]),
      ['guest', false],
    );
    await press(ben, 'Camera');
    assert(await seesMoving(anna, 'ben'), 'a guest is not seen after a reload and a click');
  });

  it('ends at once where the host ends it on the way there, and closes what is open', async () => {
    const anna = await open('anna', 'hasty', 'as-host');
    const outcome = await inSession(anna, async ({ session }) => {
      const going = session.stage.goLive().then(
        () => 'live',
        ({ code }: { code: string }) => code,
      );
      await session.stage.endLive();
      return [await going, session.stage.live.get(), session.media.cameraEnabled.get()];
    });
    assert.deepEqual(outcome, ['cancelled', false, false]);
    await press(anna, 'Go live');
    const ben = await open('ben', 'hasty');
    assert(await seesMoving(ben, 'anna'), 'the next live stream is not seen');
  });

  it('shows viewers who are not on stage to nobody but host and admins, and lets a script take part', async () => {
    const anna = await open('anna', 'script', 'as-host');
    await press(anna, 'Go live');
    const ben = await house.open('<p>By a script</p>');
    const seen = await ben.evaluate(async () => {
      const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)!.content;
      const path = '/dist/cdn/index.js';
      const { UTDStreamClient } = (await import(path)) as typeof import('../../src/index.ts');
      const client = new UTDStreamClient({ appId: meta('utd-app-id'), baseUrl: meta('utd-base-url') });
      client.authenticate({ identity: 'ben', name: 'Ben' });
      const stream = await client.joinLiveStream({ roomName: 'script' });
      Object.assign(window, { stream });
      const { participants, stage } = stream;
      return {
        role: stream.role.get(),
        live: stage.live.get(),
        everyone: participants.everyone.get().map(({ identity }) => identity),
        count: participants.count.get(),
        listed: (await participants.list()).map(({ identity }) => identity).toSorted(),
      };
    });
    assert.deepEqual(seen, {
      role: 'audience',
      live: true,
      everyone: ['ben', 'anna'],
      count: 2,
      listed: ['anna', 'ben'],
    });
    await anna.locator('.viewer', { hasText: 'Ben' }).waitFor();
    await ben.evaluate(() => (window as unknown as { stream: { leave(): Promise<void> } }).stream.leave());
    await anna.locator('.viewer', { hasText: 'Ben' }).waitFor({ state: 'detached' });
  });
});
