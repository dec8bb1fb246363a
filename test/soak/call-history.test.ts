import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openStore } from '../../engine/store/store.ts';
import { CallPlays } from '../support/model/calls/call-play.ts';
import { soak } from '../support/model/replay.ts';

describe('Two people with two devices each', () => {
  it('agree on one outcome of each call, in history after history', async () => {
    const plays = await CallPlays.open(await openStore(':memory:', console.error));
    await fc.assert(plays.property(10), soak);
    await plays.close();
  });
});
