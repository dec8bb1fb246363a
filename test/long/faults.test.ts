import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canaries } from '../support/fault-canaries.ts';
import { long, longOfServers } from '../support/faults.ts';
import { journey } from '../support/journey.ts';
import { missedOf, wrongOf } from '../support/trials.ts';

// Mostly they wait, so that several go on at once; what has the same servers goes one after another.
describe('A session', { concurrency: 3 }, () => {
  describe('whose own page is hit', { concurrency: 1 }, () => {
    const house = journey({ servers: 'own' });

    it('survives each long fault, and ends when the window does', async () => {
      assert.deepEqual(await wrongOf(house, long, 3), []);
    });

    it('does not with a defect, and the check of that kind tells it', async () => {
      assert.deepEqual(await missedOf(house, canaries, 3), []);
    });
  });

  for (const [what, faults] of Object.entries(longOfServers))
    describe(`with ${what}`, { concurrency: 1 }, () => {
      const house = journey({ servers: 'own' });

      for (const fault of faults)
        it(`${fault.name} goes on, or ends when the window does`, async () => {
          assert.deepEqual(await wrongOf(house, [fault], 1), []);
        });
    });
});
