import { describe, it } from 'node:test';
import fc from 'fast-check';
import { endsOnce } from '../support/model/any-order.ts';
import { compareDrawn, explore } from '../support/model/every-state.ts';
import { bounded } from '../support/model/replay.ts';

describe('A session to which anything happens in any order', () => {
  it('is told its end once and last, whatever happens in any state that it can be in', async () => {
    const alike = await explore();
    await compareDrawn(alike, 200);
  });

  it('and after ten of all that can happen, drawn 2,000 times', () =>
    fc.assert(endsOnce, { ...bounded, numRuns: 2_000 }));
});
