import { describe, it } from 'node:test';
import fc from 'fast-check';
import { endsOnce, play } from '../support/model/any-order.ts';
import { names } from '../support/model/happenings.ts';
import { bounded } from '../support/model/replay.ts';

describe('A session to which anything happens in any order', () => {
  it('is told its end once and last, after every two of all that can happen', async () => {
    for (const first of names) for (const second of names) await play([first, second]);
  });

  it('and after ten of them, drawn 300 times', () => fc.assert(endsOnce, { ...bounded, numRuns: 300 }));
});
