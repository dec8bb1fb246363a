import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { abortCanaries, missedAborts } from '../support/faults/abort-canaries.ts';
import { journeyNames, timings, ways, type Way } from '../support/faults/abort-names.ts';
import { abortAll, pointsOf } from '../support/faults/aborts.ts';
import { journey } from '../support/journey/journey.ts';

describe('A session that is ended at any await point of our own code, at every timing', () => {
  const house = journey();

  for (const name of journeyNames)
    for (const way of Object.keys(ways) as Way[])
      it(`to ${way}, on its way to ${name}, leaves nothing alive 1.5 s later`, async () => {
        const points = await pointsOf(house, name);
        const aborts = points.flatMap((point) =>
          timings.map((timing) => ({ journey: name, way, point, timing })),
        );
        assert.deepEqual(await abortAll(house, aborts), []);
      });
});

describe('Leaving at an await point of our own code', () => {
  const house = journey();

  it('is checked by what would find every defect', async () => {
    assert.deepEqual(await missedAborts(house, abortCanaries), []);
  });
});
