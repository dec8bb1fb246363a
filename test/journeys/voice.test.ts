import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/journey/room-page.ts';
import { toneForMicrophone } from '../support/journey/tone.ts';

const people = `
  <utd-participants><div><template><utd-participant level>x</utd-participant></template></div></utd-participants>
  <button command="--push-to-talk">Hold to talk</button>`;

/** The loudest of `--utd-level` in a second. */
const loudest = (page: Page, selector: string) =>
  page.evaluate(async (selector) => {
    let loudest = 0;
    for (const end = performance.now() + 1000; performance.now() < end;) {
      await new Promise((next) => requestAnimationFrame(next));
      for (const each of document.querySelectorAll<HTMLElement>(selector))
        loudest = Math.max(loudest, Number(each.style.getPropertyValue('--utd-level')));
    }
    return loudest;
  }, selector);

describe('A voice', () => {
  const house = journey();
  const page = (room: string, who: string, more = '') =>
    house.open(roomMarkup(`room="${room}" identity="${who}" name="${who}" ${more}`, people));

  it('is heard while the button is held, by pointer or key, and at no other time', async () => {
    const [anna, ben] = [await page('held', 'anna', 'muted'), await page('held', 'ben')];
    await Promise.all([connected(anna), connected(ben)]);
    await sit(anna, 1);
    await sees(ben, 1, 'anna');
    const isHeard = async () => (await listen(ben, { from: 'anna' })).loudest > audible;
    const button = anna.getByText('Hold to talk');
    await button.hover();
    await anna.mouse.down();
    assert(await eventually(isHeard), 'held, and not heard');
    await anna.mouse.up();
    assert(await eventually(async () => !(await isHeard())), 'let go, and heard');
    await button.focus();
    await anna.keyboard.down('Space');
    assert(await eventually(isHeard), 'held by a key, and not heard');
    await anna.keyboard.up('Space');
    assert(await eventually(async () => !(await isHeard())), 'let go by a key, and heard');
  });

  it('moves --utd-level of the person and of the seat, for the others and for me', async () => {
    const [anna, ben] = [await page('level', 'anna'), await page('level', 'ben')];
    await anna.evaluate(toneForMicrophone);
    await Promise.all([connected(anna), connected(ben)]);
    await sit(anna, 1);
    await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
    for (const each of [anna, ben])
      for (const selector of ['utd-participant', 'utd-seat'])
        assert(
          await eventually(async () => (await loudest(each, selector)) > audible),
          `${selector} shows nothing`,
        );
    await anna.getByText('Microphone').click();
    await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="false"]');
    // A level that was there before the mute is still on its way for a moment.
    assert(await eventually(async () => (await loudest(ben, 'utd-participant')) === 0));
  });

  it('that speaks although it is muted is told so', async () => {
    const anna = await page('muted', 'anna');
    await anna.evaluate(toneForMicrophone);
    await connected(anna);
    await sit(anna, 1);
    await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
    const told = anna.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          document.addEventListener('utd-muted-speaking', () => resolve(true), { once: true });
          setTimeout(() => resolve(false), 10_000);
        }),
    );
    await anna.getByText('Microphone').click();
    assert.equal(await told, true);
  });

  it('keeps the screen awake on a seat, gives the system its buttons, and leaves by them', async () => {
    const anna = await page('awake', 'anna');
    await anna.evaluate(() => {
      const locks: WakeLockSentinel[] = [];
      const actions = new Map<string, MediaSessionActionHandler | null>();
      Object.assign(window, { locks, actions });
      const { wakeLock, mediaSession } = navigator;
      const request = wakeLock.request.bind(wakeLock);
      wakeLock.request = async (type) => {
        const lock = await request(type);
        locks.push(lock);
        return lock;
      };
      const set = mediaSession.setActionHandler.bind(mediaSession);
      mediaSession.setActionHandler = (action, handler) => {
        actions.set(action, handler);
        set(action, handler);
      };
    });
    await connected(anna);
    await sit(anna, 1);
    await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
    const state = () =>
      anna.evaluate(() => {
        const { locks, actions } = window as unknown as {
          locks: WakeLockSentinel[];
          actions: Map<string, MediaSessionActionHandler | null>;
        };
        const handled = [...actions].filter(([, handler]) => handler).map(([action]) => action);
        return [locks.map(({ released }) => released), handled, navigator.mediaSession.metadata?.title];
      });
    assert.deepEqual(await state(), [[false], ['hangup', 'togglemicrophone'], 'awake']);
    const press = (action: string) =>
      anna.evaluate((action) => {
        const { actions } = window as unknown as { actions: Map<string, () => void> };
        actions.get(action)!();
      }, action);
    await press('togglemicrophone');
    await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="false"]');
    await press('hangup');
    await anna.waitForSelector('utd-audio-room[data-ended="left"]');
    assert.deepEqual(await state(), [[true], [], undefined]);
    assert.equal(await inRoom(anna, (room) => room.session.media.interrupted.get()), false);
  });
});
