import { describe, it } from 'node:test';
import { play, playDrawn } from '../support/model/any-order.ts';
import { names } from '../support/model/happenings.ts';

describe('A session to which anything happens in any order', () => {
  it('is told its end once and last, after every two of all that can happen', async () => {
    for (const first of names) for (const second of names) await play([first, second]);
  });

  it('and after ten of them, drawn 300 times', () => playDrawn(300));
});
