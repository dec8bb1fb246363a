import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { UTDAudioRoomElement } from '../../src/elements/audio-room/audio-room.ts';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/journey/room-page.ts';

const picker =
  '<utd-devices kind="audiooutput"><label>Speaker <select id="output"></select></label></utd-devices>';

/** What a person's `<audio>` plays by. */
const outputOf = (page: Page, who: string) =>
  page.evaluate(
    (who) => document.querySelector<HTMLAudioElement>(`audio[data-utd-audio="${who}"]`)?.sinkId,
    who,
  );

describe('The sound of the others', () => {
  const house = journey();
  const page = (who: string, room: string) =>
    house.open(roomMarkup(`room="${room}" identity="${who}" name="${who}"`, picker));

  /** Anna speaks, and ben hears her. */
  async function two(room: string) {
    const [anna, ben] = [await page('anna', room), await page('ben', room)];
    await Promise.all([connected(anna), connected(ben)]);
    await sit(anna, 2);
    await sees(ben, 2, 'anna');
    await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
    return { anna, ben };
  }

  const heard = async (ben: Page) => (await listen(ben, { from: 'anna' })).loudest;

  it('goes over to the output that is chosen, also of who comes later, and that is kept', async () => {
    const { ben } = await two('outputs');
    // Chromium lists outputs once the page may use a microphone.
    await sit(ben, 3);
    await ben.waitForSelector('#output option:nth-child(2)', { state: 'attached' });
    const other = (await ben.locator('#output option').last().getAttribute('value'))!;
    assert.notEqual(await outputOf(ben, 'anna'), other);
    await ben.selectOption('#output', other);
    await ben.waitForFunction(
      (id) => document.querySelector<HTMLAudioElement>('audio[data-utd-audio="anna"]')?.sinkId === id,
      other,
    );
    assert((await heard(ben)) > audible);

    const cleo = await page('cleo', 'outputs');
    await connected(cleo);
    await sit(cleo, 4);
    await ben.waitForFunction(
      (id) => document.querySelector<HTMLAudioElement>('audio[data-utd-audio="cleo"]')?.sinkId === id,
      other,
    );
    await ben.reload();
    await connected(ben);
    await ben.waitForFunction(
      (id) => document.querySelector<HTMLAudioElement>('audio[data-utd-audio="anna"]')?.sinkId === id,
      other,
    );
  });

  it('is as loud as I set it for one person, by samples, over another link too', async () => {
    const { ben } = await two('volumes');
    const set = (volume: number) =>
      ben
        .locator('utd-audio-room')
        .evaluate(
          (room, volume) => (room as UTDAudioRoomElement).session.audio.setVolume('anna', volume),
          volume,
        );
    const there = () => ben.locator('audio[data-utd-audio="anna"]').count();
    assert((await heard(ben)) > audible);
    await set(0);
    assert.equal(await there(), 0);
    // livekit-client closes its connection where a tab freezes, and the session gets another.
    await inRoom(ben, async (room) => {
      const back = new Promise<void>((resolve) => {
        room.session.on('connectionStateChanged', (state) => state === 'connected' && resolve());
      });
      document.dispatchEvent(new Event('freeze', { bubbles: true }));
      document.dispatchEvent(new Event('resume'));
      await back;
    });
    assert.equal(await there(), 0);
    await set(1);
    assert(await eventually(async () => (await heard(ben)) > audible), 'anna is not heard again');
    await set(2);
    assert.equal(
      await ben.locator('audio[data-utd-audio="anna"]').evaluate((each) => (each as HTMLAudioElement).muted),
      true,
    );
  });

  it('of everybody is muted for me, and comes back as it was', async () => {
    const { ben } = await two('mute-all');
    await inRoom(ben, (room) => room.session.audio.muteAllRemote(true));
    assert.equal(await ben.locator('audio').count(), 0);
    await inRoom(ben, (room) => room.session.audio.muteAllRemote(false));
    assert(await eventually(async () => (await heard(ben)) > audible), 'anna is not heard again');
  });
});
