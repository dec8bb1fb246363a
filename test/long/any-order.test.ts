import { describe, it } from 'node:test';
import { playDrawn } from '../support/model/any-order.ts';
import { compareDrawn, explore } from '../support/model/every-state.ts';

describe('A session to which anything happens in any order', () => {
  it('is told its end once and last, whatever happens in any state that it can be in', async () => {
    const alike = await explore();
    await compareDrawn(alike, 200);
  });

  it('and after ten of all that can happen, drawn 2,000 times', () => playDrawn(2_000));
});
