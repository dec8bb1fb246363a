import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journeyNames, timings, ways, type Way } from '../support/abort-names.ts';
import { abortAll, pointsOf } from '../support/aborts.ts';
import { journey } from '../support/journey.ts';

/** A whole second is waited only where something is wrong, so all of them are some minutes. */
describe('A session that is ended at any await point of our own code', () => {
  const house = journey();

  for (const name of journeyNames)
    for (const way of Object.keys(ways) as Way[])
      it(`to ${way}, on its way to ${name}, leaves nothing alive a second later`, async () => {
        const points = await pointsOf(house, name);
        const aborts = points.flatMap((point, index) =>
          // Leaving at all three timings, and every other way at one of them.
          timings
            .filter((_, at) => way === 'leave' || at === index % 3)
            .map((timing) => ({ journey: name, way, point, timing })),
        );
        assert.deepEqual(await abortAll(house, aborts), []);
      });
});
