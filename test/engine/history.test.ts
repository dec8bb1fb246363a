import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defects, storeWith } from '../support/model/history/defects.ts';
import { playHere } from '../support/model/history/in-process.ts';
import { seed } from '../support/model/seed.ts';

// test/long/history.test.ts plays for longer, and test/soak/history.test.ts without end and with every defect.
describe('A room in which everybody does everything at once', () => {
  it('1,500 times, with answers that are lost, is explained by one order of commits', async () => {
    const { acts } = await playHere(1_500, seed);
    assert.ok(acts >= 1_500, `${acts} acts`);
  });

  it('is not, where a commit is lost', async () => {
    await assert.rejects(playHere(20_000, seed, await storeWith(defects['a commit is lost']!)), {
      name: 'AssertionError',
      message: /SEED=/,
    });
  });
});
