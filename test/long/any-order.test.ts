import { describe, it } from 'node:test';
import { names, play, playDrawn } from '../support/any-order.ts';

describe('A session to which anything happens in any order', () => {
  it('is told its end once and last, after every three of all that can happen', async () => {
    for (const first of names)
      for (const second of names) for (const third of names) await play([first, second, third]);
  });

  it('and after ten of them, drawn 10,000 times', () => playDrawn(10_000));
});
