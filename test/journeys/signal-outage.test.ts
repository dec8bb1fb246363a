import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { callIs, hears, openRinging, sounds } from '../support/journey/call-page.ts';
import { journey } from '../support/journey/journey.ts';
import { signalCut } from '../support/journey/signal-cut.ts';
import { press } from '../support/journey/stream-page.ts';

const presence = (status: string) => `utd-presence[data-utd-state~="${status}"]`;

/** Connects by a socket that the test can take away. */
const connectAnew = (page: Page) =>
  page.evaluate(async () => {
    const { session } = document.querySelector('utd-signal')!;
    await session.disconnect();
    await session.connect();
  });

describe('A page without its signalling socket', () => {
  const house = journey();

  it('hears that its call is answered, and rings on for nobody', async () => {
    const anna = await openRinging(house, 'oa', 'callee="ob"');
    const ben = await openRinging(house, 'ob');
    const signal = await signalCut(anna);
    await connectAnew(anna);
    await press(anna, 'Call');
    await callIs(ben, 'ringing');
    await signal.cut();
    await press(ben, 'Answer');
    await Promise.all([callIs(anna, 'active'), callIs(ben, 'active')]);
    assert.equal(await anna.locator('utd-signal').getAttribute('data-state'), 'reconnecting');
    assert(await hears(anna, 'ob'));
    assert(await hears(ben, 'oa'));
    await press(anna, 'Hang up');
    await callIs(ben, 'ended');
  });

  it('shows as online to others for as long as a short outage lasts', async () => {
    const anna = await openRinging(house, 'pa');
    const ben = await openRinging(house, 'pb');
    const signal = await signalCut(ben);
    await connectAnew(ben);
    await anna.evaluate(() => {
      const shown = document.createElement('utd-presence');
      shown.setAttribute('identity', 'pb');
      const seen: string[] = [];
      new MutationObserver(() => seen.push(shown.getAttribute('data-utd-state')!)).observe(shown, {
        attributeFilter: ['data-utd-state'],
      });
      Object.assign(window, { seen });
      document.querySelector('utd-signal')!.append(shown);
    });
    await anna.waitForSelector(presence('online'), { state: 'attached' });
    await signal.cut();
    signal.giveBack();
    await ben.waitForSelector('utd-signal[data-state="connected"]');
    // A frame of Ben's that is later than the outage.
    await ben.evaluate(() => document.querySelector('utd-signal')!.session.setPresence('away'));
    await anna.waitForSelector(presence('away'), { state: 'attached' });
    assert.deepEqual(await anna.evaluate(() => (window as unknown as { seen: string[] }).seen), [
      'online',
      'away',
    ]);
  });
});

describe('A call that rings', () => {
  const house = journey();

  it('is over for the callee when the caller’s window is closed', async () => {
    const anna = await openRinging(house, 'wa', 'callee="wb"');
    const ben = await openRinging(house, 'wb');
    await press(anna, 'Call');
    await callIs(ben, 'ringing');
    await anna.close();
    // A call without an answer would be told as missed.
    await callIs(ben, 'cancelled');
    assert.equal(await sounds(ben), false);
  });
});
