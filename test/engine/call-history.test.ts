import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { StoreQueries } from '../../engine/store/queries/queries.ts';
import { openStore } from '../../engine/store/store.ts';
import { CallPlays } from '../support/model/calls/call-play.ts';
import { bounded } from '../support/model/replay.ts';

const play = async (defect: Partial<StoreQueries> = {}) =>
  CallPlays.open(await openStore(':memory:', console.error), defect);

// test/long/call-history.test.ts plays for minutes, and test/soak/call-history.test.ts without end.
describe('Two people with two devices each', () => {
  it('agree on one outcome of each call, whatever they do at once, lose, sleep through or restart', async () => {
    const plays = await play();
    await fc.assert(plays.property(10), { ...bounded, numRuns: 25 });
    await plays.close();
  });

  it('do not agree where each is always free, and three turns show that', async () => {
    const plays = await play({ findCallOf: async () => null, engage: async () => true });
    const { failed, counterexample } = await fc.check(plays.property(10), { ...bounded, numRuns: 100 });
    await plays.close();
    assert.ok(failed);
    assert.ok(counterexample![0].length <= 3, JSON.stringify(counterexample));
  });
});
