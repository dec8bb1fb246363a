import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defects, storeWith } from '../support/model/history/defects.ts';
import { playHere } from '../support/model/history/in-process.ts';
import { seed } from '../support/model/seed.ts';

describe('A room in which everybody does everything at once', () => {
  it('5,000 times, with answers that are lost, is explained by one order of commits', async () => {
    const { acts, windows } = await playHere(5_000, seed);
    console.log(`SEED=${seed}: ${acts} acts in ${windows} windows`);
    assert.ok(acts >= 5_000, `${acts} acts`);
  });

  for (const what of ['a lock is not seen', 'a message is written twice'])
    it(`is not, where ${what}`, async () => {
      await assert.rejects(playHere(20_000, seed, await storeWith(defects[what]!)), {
        name: 'AssertionError',
        message: /SEED=/,
      });
    });
});
