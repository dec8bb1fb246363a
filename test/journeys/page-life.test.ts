import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/journey/room-page.ts';

describe('A page that is left and come back to by the Back button', () => {
  const house = journey({ backForwardCache: true });
  const page = (attributes: string) => house.open(roomMarkup(`room="back" ${attributes}`));

  it('is the same session in the same seat, and nobody is there twice', async () => {
    const ben = await page('identity="ben" name="ben"');
    const anna = await page('name="anna"');
    await Promise.all([connected(anna), connected(ben)]);
    await sit(anna, 2);
    await ben.waitForSelector('audio[data-utd-audio]', { state: 'attached' });
    const identity = await inRoom(anna, ({ session }) => session.identity.get());
    await anna.goto(house.stack.pages.url);
    await anna.goBack();
    await connected(anna);
    assert.equal(await inRoom(anna, ({ session }) => session.identity.get()), identity);
    await sees(anna, 2, 'anna');
    await sees(ben, 2, 'anna');
    const names = () =>
      inRoom(ben, ({ session }) => session.participants.remote.get().map(({ name }) => name));
    assert(await eventually(async () => (await names()).join() === 'anna'), (await names()).join());
    if (!(await inRoom(anna, ({ session }) => session.media.micEnabled.get())))
      await anna.getByText('Microphone').click();
    const isHeard = async () => (await listen(ben, { from: identity! })).loudest > audible;
    assert(await eventually(isHeard), 'ben does not hear anna any more');
  });

  it('that the browser kept in memory meanwhile comes back to its seat by itself', async () => {
    const anna = await page('name="anna" identity="anna"');
    await connected(anna);
    await sit(anna, 3);
    await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
    // Chromium keeps no page that has a connection like ours, so this one is told what a kept page is told.
    const told = await inRoom(anna, async ({ session }) => {
      const states: string[] = [];
      session.on('connectionStateChanged', (state) => states.push(state));
      const back = new Promise<void>((resolve) =>
        session.on('connectionStateChanged', (state) => state === 'connected' && resolve()),
      );
      for (const event of ['pagehide', 'pageshow'])
        window.dispatchEvent(new PageTransitionEvent(event, { persisted: true }));
      await back;
      return states;
    });
    assert.deepEqual(told, ['reconnecting', 'connected']);
    await sees(anna, 3, 'anna');
    await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
  });
});
