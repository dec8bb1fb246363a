import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawSequences } from '../support/fault-sequences.ts';
import { journey } from '../support/journey.ts';
import { seed } from '../support/seed.ts';
import { wrongInSequence } from '../support/trials.ts';

describe('A session', () => {
  const house = journey({ servers: 'own' });

  it(`survives two or three short faults in a row, drawn 6 times (SEED=${seed})`, async () => {
    assert.deepEqual(await wrongInSequence(house, drawSequences(6, seed), 3), []);
  });
});
