import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import {
  inSession,
  inStream,
  moves,
  openStream,
  press,
  seesMoving,
  streamMarkup,
  tileOf,
} from '../support/journey/stream-page.ts';

/** The states of the picture in the tile of a participant; `null` for a tile that is gone. */
async function stateIn(page: Page, name: string): Promise<string | null> {
  const video = tileOf(page, name).locator('utd-video');
  return (await video.count()) ? video.first().getAttribute('data-utd-state') : null;
}

const becomes = (page: Page, name: string, state: string | null) =>
  eventually(async () => (await stateIn(page, name)) === state);

/** Whether the tile shows a frame, be it one of the past. */
const hasFrame = (page: Page, name: string) =>
  tileOf(page, name)
    .locator('utd-video')
    .evaluate((video: HTMLElementTagNameMap['utd-video']) => video.readyState > 0);

describe('The tile of the host', () => {
  const house = journey();

  const open = (identity: string, room: string, more = '') => openStream(house, identity, room, more);

  /** anna is live, and ben sees her. */
  const live = async (room: string) => {
    const anna = await open('anna', room, 'as-host');
    await press(anna, 'Go live');
    const ben = await open('ben', room);
    assert(await seesMoving(ben, 'anna'), 'a viewer does not see the host');
    return { anna, ben };
  };

  it('shows no last frame of a camera that is off, and moves after twenty clicks on its button', async () => {
    const { anna, ben } = await live('toggles');
    await press(anna, 'Camera');
    assert(await becomes(ben, 'anna', 'camera-off'), String(await stateIn(ben, 'anna')));
    assert.equal(await hasFrame(ben, 'anna'), false, 'the last frame stays');
    await inSession(anna, async ({ session }) => {
      const wishes = Array.from({ length: 21 }, (_, index) => session.media.setCamera(index % 2 === 0));
      await Promise.allSettled(wishes);
    });
    assert(await seesMoving(ben, 'anna'), 'nothing moves after the toggles');
    assert.equal(await stateIn(ben, 'anna'), 'live');
  });

  it('shows no last frame of a page that is gone', async () => {
    const { anna, ben } = await live('gone');
    await anna.goto('about:blank');
    const over = async () => [null, 'lost', 'camera-off'].includes(await stateIn(ben, 'anna'));
    assert(await eventually(over), 'the last frame passes for a live picture');
    assert.equal(await moves(ben, 'anna'), false);
  });

  it('is of the guest no more at once when a moderator takes the camera away', async () => {
    const { anna, ben } = await live('muted');
    await press(ben, 'Raise a hand');
    await anna.locator('.request', { hasText: 'ben' }).getByRole('button', { name: 'Yes' }).click();
    assert(await seesMoving(anna, 'ben'), 'the guest is not seen');
    await inSession(anna, ({ session }) =>
      session.moderation.forceMute('ben', { audio: false, video: true }),
    );
    assert(await becomes(anna, 'ben', 'camera-off'), String(await stateIn(anna, 'ben')));
    const muted = (page: Page) =>
      inSession(page, ({ session }) => session.participants.video('ben', 'camera').get().muted);
    assert.deepEqual([await muted(anna), await muted(ben)], ['moderator', 'moderator']);
    assert.equal(await hasFrame(anna, 'ben'), false);
  });
});

const screenOf = (identity: string) =>
  `<button command="--toggle-screen-share">Screen</button>
  <utd-participant class="tile" identity="${identity}">screen <utd-video source="screen_share" style="width: 320px"></utd-video></utd-participant>`;

describe('The screen of the host', () => {
  const house = journey();

  const open = async (identity: string, attributes = '') => {
    const markup = streamMarkup(`room="screen" identity="${identity}" ${attributes}`, screenOf('anna'));
    const page = await house.open(markup);
    await inStream(page);
    return page;
  };

  it('is shared after a picker that was closed, and leaves the viewers by the browser’s own button', async () => {
    const anna = await open('anna', 'as-host');
    await press(anna, 'Go live');
    const ben = await open('ben');
    await anna.evaluate(() => {
      const { mediaDevices } = navigator;
      const errors: string[] = [];
      const shared: MediaStream[] = [];
      Object.assign(window, { errors, shared });
      document
        .querySelector('utd-live-stream')!
        .addEventListener('utd-error', ({ detail }) => errors.push(detail.code));
      const choose = mediaDevices.getDisplayMedia.bind(mediaDevices);
      let closed = false;
      mediaDevices.getDisplayMedia = async (options) => {
        if (!closed) {
          closed = true;
          throw new DOMException('Permission denied', 'NotAllowedError');
        }
        const stream = await choose(options);
        shared.push(stream);
        return stream;
      };
    });
    await press(anna, 'Screen');
    await anna.locator('button[aria-busy]', { hasText: 'Screen' }).waitFor({ state: 'detached' });
    for (let time = 0; time < 2; time++) {
      await press(anna, 'Screen');
      assert(await seesMoving(ben, 'screen'), `the screen is not seen, share ${time + 1}`);
      // The browser's own button ends the tracks, and tells so by an event that no call of `stop` fires.
      await anna.evaluate(() => {
        for (const track of (window as unknown as { shared: MediaStream[] }).shared.at(-1)!.getTracks()) {
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
      });
      assert(await becomes(ben, 'screen', 'camera-off'), String(await stateIn(ben, 'screen')));
      assert.equal(await hasFrame(ben, 'screen'), false, 'the last frame of the screen stays');
      await anna.locator('button[aria-pressed="false"]', { hasText: 'Screen' }).waitFor();
    }
    assert.deepEqual(await anna.evaluate(() => (window as unknown as { errors: string[] }).errors), []);
  });
});
