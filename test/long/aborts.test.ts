import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { abortCanaries, missedAborts } from '../support/faults/abort-canaries.ts';
import { journeyNames, timings, ways, type Way } from '../support/faults/abort-names.ts';
import { abortAll, pointsOf } from '../support/faults/aborts.ts';
import { journey } from '../support/journey/journey.ts';

/** The whole time is waited only where something is wrong, so all of them are some minutes. */
describe('A session that is ended at any await point of our own code', () => {
  const house = journey();

  for (const name of journeyNames)
    for (const way of Object.keys(ways) as Way[])
      it(`to ${way}, on its way to ${name}, leaves nothing alive 1.5 s later`, async () => {
        const points = await pointsOf(house, name);
        assert(points.length > (name === 'come' ? 40 : 10), `only ${points.length} await points were passed`);
        const aborts = points.flatMap((point, index) =>
          // Leaving on the way to a seat at all three timings, and everything else at one of them.
          timings
            .filter((_, at) => (way === 'leave' && name === 'come') || at === index % 3)
            .map((timing) => ({ journey: name, way, point, timing })),
        );
        assert.deepEqual(await abortAll(house, aborts), []);
      });

  // test/soak/aborts.test.ts has every defect.
  it('is checked by what would find a device that nobody gives back', async () => {
    const device = abortCanaries.filter(({ name }) => name.includes('device'));
    assert.equal(device.length, 1);
    assert.deepEqual(await missedAborts(house, device), []);
  });
});
