import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defects, storeWith } from '../support/model/history/defects.ts';
import { playHere } from '../support/model/history/in-process.ts';
import { seed } from '../support/model/seed.ts';
import { soak } from '../support/model/soak.ts';

describe('A room in which everybody does everything at once', () => {
  for (const [what, defect] of Object.entries(defects))
    it(`is not explained by one order of commits, where ${what}`, async () => {
      await assert.rejects(playHere(20_000, seed, await storeWith(defect)), {
        name: 'AssertionError',
        message: /SEED=/,
      });
    });

  it('is explained by one order of commits, with answers that are lost, for as long as it goes on', () =>
    soak(async (seed) => {
      const { acts, windows } = await playHere(20_000, seed);
      console.log(`SEED=${seed}: ${acts} acts in ${windows} windows`);
    }));
});
