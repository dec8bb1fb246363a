import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byWire, wireTo } from '../support/faults/cut.ts';
import { audible, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, roomMarkup, sees, sit } from '../support/journey/room-page.ts';
import { hears, logSounds } from '../support/journey/sound-log.ts';
import { toneForMicrophone } from '../support/journey/tone.ts';

/** Milliseconds within which the others hear nothing any more. */
const soon = 500;

/** A codec makes noise of a silence that follows a tone: 0.014, where the tone is 0.7. */
const codec = 5 * audible;

/** What gives the microphone up → what becomes of the seat. */
const ways = [
  ['Microphone', 'anna'],
  ['Stand up', null],
] as const;

describe('A speaker whose signal connection is cut while the media flow', () => {
  const house = journey();

  for (const [button, holder] of ways)
    it(`is silent for the others within half a second after a click on ${button}`, async () => {
      const wire = await wireTo(house.stack.livekit.url);
      try {
        const room = `outage-${holder}`;
        const open = (who: string, more = '') =>
          house.open(roomMarkup(`room="${room}" identity="${who}" name="${who}" ${more}`));
        const [anna, ben] = await Promise.all([open('anna', 'manual'), open('ben')]);
        await byWire(anna, wire.url);
        await anna.evaluate(toneForMicrophone);
        await anna.getByText('Join', { exact: true }).click();
        await Promise.all([connected(anna), connected(ben)]);
        await sit(anna, 1);
        await sees(ben, 1, 'anna');
        await logSounds(ben);
        await hears(ben, ['anna']);

        wire.cut();
        await anna.waitForSelector('[data-connection="reconnecting"]');
        await hears(ben, ['anna'], Date.now());
        await anna.getByText(button, { exact: true }).click();
        const { rms } = await listen(ben, { seconds: (4 * soon) / 1000 });
        // The listening began after the click, and looks once in 20 ms at most.
        const late = rms.slice(soon / 20).filter((each) => each > codec);
        assert.deepEqual(late, []);
        assert.equal(await anna.locator('utd-audio-room').getAttribute('data-connection'), 'reconnecting');

        await sees(ben, 1, holder);
        wire.mend();
        await connected(anna);
        await sees(anna, 1, holder);
      } finally {
        wire.close();
      }
    });
});
