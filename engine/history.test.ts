import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defects, storeWith } from '../test/support/history/defects.ts';
import { playHere } from '../test/support/history/in-process.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);

// test/long/history.test.ts plays for longer, and with every defect.
describe('A room in which everybody does everything at once', () => {
  it('1,500 times, with answers that are lost, is explained by one order of commits', async () => {
    const { acts } = await playHere(1_500, seed);
    assert.ok(acts >= 1_500, `${acts} acts`);
  });

  for (const what of ['a lock is not seen', 'a commit is lost', 'a message is written twice'])
    it(`is not, where ${what}`, async () => {
      await assert.rejects(playHere(20_000, seed, storeWith(defects[what]!)), {
        name: 'AssertionError',
        message: /SEED=/,
      });
    });
});
