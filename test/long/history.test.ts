import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defects, storeWith } from '../support/history/defects.ts';
import { playHere } from '../support/history/in-process.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);

describe('A room in which everybody does everything at once', () => {
  it('20,000 times, with answers that are lost, is explained by one order of commits', async () => {
    const { acts, windows } = await playHere(20_000, seed);
    console.log(`SEED=${seed}: ${acts} acts in ${windows} windows`);
    assert.ok(acts >= 20_000, `${acts} acts`);
  });

  for (const [what, defect] of Object.entries(defects))
    it(`is not, where ${what}`, async () => {
      await assert.rejects(playHere(20_000, seed, storeWith(defect)), {
        name: 'AssertionError',
        message: /SEED=/,
      });
    });
});
