import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawn, oneOf } from '../support/drawn.ts';
import { short } from '../support/faults.ts';
import { journey } from '../support/journey.ts';
import { spoils } from '../support/survival.ts';
import { wrongInSequence } from '../support/trials.ts';

/** After one of these nothing is as before. */
const lasting = short.filter((fault) => !spoils(fault));

describe('A session', () => {
  const house = journey({ servers: 'own' });

  it('survives two or three short faults in a row, drawn 25 times', () =>
    drawn(async (next) => {
      const sequences = Array.from({ length: 25 }, () => [
        oneOf(lasting, next),
        ...(next() < 0.5 ? [oneOf(lasting, next)] : []),
        oneOf(short, next),
      ]);
      assert.deepEqual(await wrongInSequence(house, sequences, 3), []);
    }));
});
