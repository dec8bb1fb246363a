import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { byWire, wireTo } from '../support/cut.ts';
import { audible, eventually, listen } from '../support/heard.ts';
import { journey } from '../support/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/room-page.ts';

/**
 * Each fault of the signal socket, and the bar for being back once it is over. The aim is 2 s; livekit-client
 * adds the fixed 2 s of a resume, and the pause between its tries (2.7 s at the third retry) that is on by then.
 */
const faults = [
  { what: 'reset once', seconds: 0, backWithin: 4 },
  { what: 'cut for 2 s', seconds: 2, backWithin: 6 },
] as const;

describe('A signal socket', () => {
  const house = journey();

  for (const { what, seconds, backWithin } of faults)
    it(`that is ${what} is back within ${backWithin} s, in the same seat and heard`, async () => {
      const wire = await wireTo(house.stack.livekit.url);
      try {
        const attributes = (who: string) => `room="cut-${seconds}" identity="${who}" name="${who}"`;
        const anna = await house.open(roomMarkup(`${attributes('anna')} manual`));
        const ben = await house.open(roomMarkup(attributes('ben')));
        await byWire(anna, wire.url);
        await anna.getByText('Join', { exact: true }).click();
        await Promise.all([connected(anna), connected(ben)]);
        await sit(anna, 2);
        await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
        await inRoom(anna, (room) => {
          const states: string[] = [];
          Object.assign(window, { states });
          room.session.on('connectionStateChanged', (state) => states.push(state));
        });
        wire.cut();
        await anna.waitForSelector('utd-audio-room[data-connection="reconnecting"]');
        await pause(seconds * 1000);
        wire.mend();
        const mended = performance.now();
        await connected(anna);
        const took = (performance.now() - mended) / 1000;
        assert(took <= backWithin, `it took ${took.toFixed(1)} s`);
        const states = await anna.evaluate(() => (window as unknown as { states: string[] }).states);
        assert.deepEqual(states, ['reconnecting', 'connected']);
        await sees(ben, 2, 'anna');
        await sees(anna, 2, 'anna');
        const isHeard = async () => (await listen(ben, { from: 'anna' })).loudest > audible;
        assert(await eventually(isHeard, 5), 'ben does not hear anna any more');
      } finally {
        wire.close();
      }
    });
});
