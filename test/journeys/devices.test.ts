import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { UTDAudioRoomElement } from '../../src/elements/audio-room/audio-room.ts';
import type { UTDStreamError } from '../../src/errors/errors.ts';
import { audible, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/journey/room-page.ts';

const picker = '<utd-devices><label>Microphone <select id="microphone"></select></label></utd-devices>';

/** Notes every track that the page opens, before its own script runs. */
const noteTracks = (page: Page) =>
  page.evaluate(() => {
    const media = navigator.mediaDevices;
    const real = media.getUserMedia.bind(media);
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    media.getUserMedia = async (asked) => {
      const stream = await real(asked);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });

const live = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { tracks: MediaStreamTrack[] }).tracks
      .filter(({ readyState }) => readyState === 'live')
      .map((track) => track.getSettings().deviceId),
  );

const chosen = (page: Page) =>
  inRoom(page, (room) => room.session.media.devices.get().find((each) => each.chosen)?.id);

const heardTracks = (page: Page) =>
  page.evaluate(() => document.querySelectorAll('audio[data-utd-audio="anna"]').length);

describe('Choosing a microphone', () => {
  const house = journey();
  const page = (who: string) =>
    house.open(roomMarkup(`room="devices" identity="${who}" name="${who}"`, picker));

  it('takes an open one over while others listen, and is kept over a reload', async () => {
    const [anna, ben] = [await page('anna'), await page('ben')];
    await Promise.all([connected(anna), connected(ben)]);
    await noteTracks(anna);
    await sit(anna, 2);
    await sees(ben, 2, 'anna');
    await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
    await anna.waitForSelector('#microphone option:nth-child(2)', { state: 'attached' });
    const before = await chosen(anna);
    const other = await anna.locator('#microphone option:not(:checked)').last().getAttribute('value');
    assert(other && other !== before);

    await anna.selectOption('#microphone', other);
    await anna.waitForFunction((id) => {
      const { tracks } = window as unknown as { tracks: MediaStreamTrack[] };
      const open = tracks.filter(({ readyState }) => readyState === 'live');
      return open.length === 1 && open[0]!.getSettings().deviceId === id;
    }, other);
    // The choice shows when the session has it, which is after the track is open.
    await anna.waitForFunction((id) => {
      const { session } = document.querySelector('utd-audio-room')!;
      return session.media.devices.get().find((each) => each.chosen)?.id === id;
    }, other);
    assert.deepEqual(await live(anna), [other]);
    assert.equal(await inRoom(anna, (room) => room.session.media.micEnabled.get()), true);
    const { loudest } = await listen(ben, { from: 'anna' });
    assert(loudest > audible, `ben hears anna at ${loudest}`);
    assert.equal(await heardTracks(ben), 1);

    await anna.reload();
    await connected(anna);
    await anna.waitForFunction((id) => document.querySelector('select')?.value === id, other);
    assert.equal(await chosen(anna), other);
  });

  it('in a frame that was not handed the microphone on says what to write on the frame', async () => {
    const room = await page('carl');
    const inner = new URL(room.url()).pathname;
    const outer = await house.open(`<iframe allow="microphone 'none'" src="${inner}"></iframe>`);
    const frame = outer.frameLocator('iframe');
    await frame.locator('[command="--toggle-microphone"][data-utd-because="media_permission"]').waitFor();
    await frame.locator('utd-audio-room[data-connection="connected"]').waitFor();
    const refused = await frame.locator('utd-audio-room').evaluate(async (element) => {
      const { session } = element as UTDAudioRoomElement;
      const error = await session.seats.take(5).catch((error: unknown) => error);
      const { code, blockedBy, message } = error as UTDStreamError;
      return { code, blockedBy, message };
    });
    assert.deepEqual([refused.code, refused.blockedBy], ['media_permission', 'frame']);
    assert.match(refused.message, /<iframe allow="microphone">/);
  });
});
