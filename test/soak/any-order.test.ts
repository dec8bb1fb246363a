import { describe, it } from 'node:test';
import fc from 'fast-check';
import { endsOnce } from '../support/model/any-order.ts';
import { compareDrawn, explore } from '../support/model/every-state.ts';
import { soak } from '../support/model/replay.ts';

describe('A session to which anything happens in any order', () => {
  it('is the same session whichever of two ways to a state it went, however it goes on', async () => {
    const alike = await explore();
    await compareDrawn(alike, 5_000);
  });

  it('is told its end once and last, for as long as it goes on', () => fc.assert(endsOnce, soak));
});
