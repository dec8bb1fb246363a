import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawSequences } from '../support/faults/fault-sequences.ts';
import { journey } from '../support/journey/journey.ts';
import { seed } from '../support/model/seed.ts';
import { wrongInSequence } from '../support/faults/trials.ts';

describe('A session', () => {
  const house = journey({ servers: 'own' });

  it(`survives two or three short faults in a row, drawn 6 times (SEED=${seed})`, async () => {
    assert.deepEqual(await wrongInSequence(house, drawSequences(6, seed), 3), []);
  });
});
