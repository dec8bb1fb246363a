import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import {
  answers,
  callIdIn,
  callIs,
  hears,
  inCall,
  logOpen,
  openCall,
  openIn,
} from '../support/journey/call-page.ts';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { press, seesMoving } from '../support/journey/stream-page.ts';

/** The code of what a call of the SDK rejects with. */
const codeOf = (page: Page, act: 'accept' | 'start', about: string) =>
  inCall(
    page,
    ({ session: { ring } }, { act, about }: { act: string; about: string }) =>
      (act === 'accept' ? ring.accept(about) : ring.start({ calleeIdentity: about })).then(
        () => 'nothing',
        (error: { code: string }) => error.code,
      ),
    { act, about },
  );

const outcome = (page: Page) => page.locator('.reason').textContent();

describe('A call', () => {
  const house = journey();
  const open = async (identity: string, callee: string, more = '') => {
    const page = await openCall(house, identity, `callee="${callee}" ${more}`);
    await callIs(page, 'idle');
    await logOpen(page);
    return page;
  };

  /** anna calls ben, who answers by the id of the call. */
  const talk = async (anna: Page, ben: Page) => {
    await press(anna, 'Call');
    await answers(ben, await callIdIn(anna));
    await Promise.all([callIs(anna, 'active'), callIs(ben, 'active')]);
  };

  it('by video is seen and heard by both, counts its seconds, and closes everything at the end', async () => {
    const [anna, ben] = [
      await open('v-anna', 'v-ben', 'type="video_call"'),
      await open('v-ben', 'v-anna', 'type="video_call"'),
    ];
    await talk(anna, ben);
    for (const [page, other] of [
      [anna, 'v-ben'],
      [ben, 'v-anna'],
    ] as const) {
      assert(await hears(page, other), `${other} is not heard`);
      assert(await seesMoving(page, other), `${other} is not seen`);
      assert.equal(await page.locator('.tile').count(), 2);
      assert.equal(await page.locator('.peer').textContent(), other);
    }
    await anna.locator('.duration', { hasText: /^0:0[1-9]|0:[1-9]\d$/ }).waitFor();
    await press(anna, 'Hang up');
    await Promise.all([callIs(anna, 'ended'), callIs(ben, 'ended')]);
    for (const page of [anna, ben]) {
      assert(await eventually(async () => (await openIn(page)).length === 0), String(await openIn(page)));
      assert.equal(await outcome(page), 'hung_up');
      assert.equal(await page.locator('.ended').textContent(), 'The call was ended. Call again to go on.');
    }
  });

  it('is silent and dark before it is answered, and in an audio call there is no picture', async () => {
    const [anna, ben] = [await open('a-anna', 'a-ben'), await open('a-ben', 'a-anna')];
    await press(anna, 'Call');
    const id = await callIdIn(anna);
    assert.equal(await anna.locator('[command="--toggle-microphone"]').isDisabled(), true);
    await answers(ben, id);
    assert(await hears(ben, 'a-anna'));
    assert(await hears(anna, 'a-ben'));
    const refused = await inCall(anna, ({ session }) =>
      session.media.setCamera(true).catch((error: { code: string }) => error.code),
    );
    assert.equal(refused, 'wrong_product_type');
    assert.deepEqual(
      (await openIn(anna)).filter((each) => each === 'video'),
      [],
    );
  });

  it('is declined, and cancelled, and tells both', async () => {
    const [anna, ben] = [await open('r-anna', 'r-ben'), await open('r-ben', 'r-anna')];
    await press(anna, 'Call');
    await inCall(ben, ({ session }, id: string) => session.ring.reject(id), await callIdIn(anna));
    await callIs(anna, 'rejected');
    assert.equal(await outcome(anna), 'rejected');
    assert(await eventually(async () => (await openIn(anna)).length === 0));

    await press(anna, 'Call');
    await callIs(anna, 'initiating');
    const id = await callIdIn(anna);
    await press(anna, 'Hang up');
    await callIs(anna, 'cancelled');
    // The engine has it by the time the answer to a late answer comes.
    assert(await eventually(async () => (await codeOf(ben, 'accept', id)) === 'call_ended'));
    assert.deepEqual(await openIn(ben), []);
    assert.equal(await inCall(ben, ({ session }) => session.connection.state.get()), 'disconnected');
  });

  it('is ended before it rings, and rings nowhere', async () => {
    const anna = await open('e-anna', 'e-ben');
    const codes = await inCall(anna, async ({ session: { ring } }) => {
      const starting = ring.start({ calleeIdentity: 'e-ben' }).catch((error: { code: string }) => error.code);
      await ring.end();
      return [await starting, ring.status.get()];
    });
    assert.deepEqual(codes, ['cancelled', 'cancelled']);
    // Both are free for another call.
    await press(anna, 'Call');
    await callIs(anna, 'initiating');
    await callIdIn(anna);
    assert.equal(await anna.locator('.error').textContent(), '');
    await press(anna, 'Hang up');
  });

  it('is answered once by two clicks, and is refused to oneself, to nobody, and to a person in a call', async () => {
    const [anna, ben, carla] = [
      await open('t-anna', 't-ben'),
      await open('t-ben', 't-anna'),
      await open('t-carla', 't-ben'),
    ];
    assert.equal(await codeOf(anna, 'start', 't-anna'), 'invalid_request');
    assert.equal(await codeOf(anna, 'start', ''), 'invalid_request');
    await callIs(anna, 'idle');
    await press(anna, 'Call');
    const id = await callIdIn(anna);
    const accepted = await inCall(
      ben,
      async ({ session: { ring } }, call: string) => {
        await Promise.all([ring.accept(call), ring.accept(call)]);
        await ring.accept(call);
        return ring.status.get();
      },
      id,
    );
    assert.equal(accepted, 'active');
    assert.equal(await codeOf(carla, 'start', 't-ben'), 'busy');
    assert.deepEqual(await inCall(carla, ({ session: { ring } }) => [ring.status.get(), ring.reason.get()]), [
      'busy',
      'busy',
    ]);
    assert.equal(await codeOf(carla, 'accept', id), 'not_found');
  });

  it('goes on after a reload of the caller’s page, whose devices wait for a click', async () => {
    const [anna, ben] = [await open('l-anna', 'l-ben'), await open('l-ben', 'l-anna')];
    await talk(anna, ben);
    assert(await hears(ben, 'l-anna'));
    const id = await callIdIn(anna);
    await anna.reload();
    await callIs(anna, 'active');
    assert.equal(await callIdIn(anna), id);
    assert(await hears(anna, 'l-ben'), 'the other is not heard after the reload');
    assert.equal(await inCall(anna, ({ session }) => session.media.micEnabled.get()), false);
    await press(anna, 'Microphone');
    assert(await hears(ben, 'l-anna'), 'the caller is not heard after the reload');
    assert.equal(await ben.locator('utd-call').getAttribute('data-call'), 'active');
    await press(ben, 'Hang up');
    await callIs(anna, 'ended');
    await anna.reload();
    await callIs(anna, 'idle');
  });

  it('that rings goes on after a reload of the caller’s page', async () => {
    const [anna, ben] = [await open('w-anna', 'w-ben'), await open('w-ben', 'w-anna')];
    await press(anna, 'Call');
    const id = await callIdIn(anna);
    await anna.reload();
    assert.equal(await callIdIn(anna), id);
    await answers(ben, id);
    await callIs(anna, 'active');
  });

  it('ends for both by a ban of one, who is told last', async () => {
    const [anna, ben] = [await open('b-anna', 'b-ben'), await open('b-ben', 'b-anna')];
    await talk(anna, ben);
    await anna.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      for (const name of ['call-status-changed', 'force-exit', 'connection-state-changed'])
        document.addEventListener(`utd-${name}`, () => told.push(name));
    });
    const { engineUrl, app } = house.stack;
    const banned = await fetch(`${engineUrl}/api/v1/rooms/ban`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-app-id': app.id, 'x-app-secret': app.secret },
      body: JSON.stringify({ identity: 'b-anna', reason: 'Spam' }),
    });
    assert.equal(banned.status < 300, true, await banned.text());
    await Promise.all([callIs(anna, 'ended'), callIs(ben, 'ended')]);
    assert.deepEqual([await outcome(anna), await outcome(ben)], ['removed', 'removed']);
    assert.equal(await anna.locator('utd-call').getAttribute('data-ended'), 'banned');
    const told = await anna.evaluate(() => (window as unknown as { told: string[] }).told);
    assert.equal(told.at(-1), 'force-exit');
    for (const page of [anna, ben])
      assert(await eventually(async () => (await openIn(page)).length === 0), String(await openIn(page)));
    assert.equal(await codeOf(anna, 'start', 'b-ben'), 'banned');
  });

  it('that nobody answers is missed after half a minute', async () => {
    const anna = await open('m-anna', 'm-ben');
    await press(anna, 'Call');
    await anna.waitForSelector('utd-call[data-call="missed"]', { timeout: 40_000 });
    assert.equal(await outcome(anna), 'no_answer');
    assert(await eventually(async () => (await openIn(anna)).length === 0));
  });
});
