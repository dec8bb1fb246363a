import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audible, eventually, listen } from '../support/heard.ts';
import { journey } from '../support/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/room-page.ts';

describe('The life of a page', () => {
  const house = journey();
  const page = (who: string) => house.open(roomMarkup(`room="frozen" identity="${who}" name="${who}"`));

  it('a tab that was frozen comes back into its seat, heard as before, and nobody is there twice', async () => {
    const [anna, ben] = [await page('anna'), await page('ben')];
    await Promise.all([connected(anna), connected(ben)]);
    await sit(anna, 2);
    await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
    // A browser freezes only tabs that nobody sees, and a headless one has none: the page is told what such
    // a tab is told, at which livekit-client closes its connection.
    const states = await inRoom(anna, async (room) => {
      const seen: string[] = [];
      const back = new Promise<void>((resolve) => {
        room.session.on('connectionStateChanged', (state) => {
          seen.push(state);
          if (state === 'connected') resolve();
        });
      });
      document.dispatchEvent(new Event('freeze', { bubbles: true }));
      document.dispatchEvent(new Event('resume'));
      await back;
      return seen;
    });
    assert.deepEqual(states, ['reconnecting', 'connected']);
    const isHeard = async () => (await listen(ben, { from: 'anna' })).loudest > audible;
    assert(await eventually(isHeard, 5), 'ben does not hear anna any more');
    await sees(ben, 2, 'anna');
    assert.equal(await inRoom(ben, (room) => room.session.participants.count.get()), 2);
    assert.equal(await inRoom(anna, (room) => room.session.media.micEnabled.get()), true);
  });
});
