import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawSequences } from '../support/faults/fault-sequences.ts';
import { journey } from '../support/journey/journey.ts';
import { soak } from '../support/model/soak.ts';
import { wrongInSequence } from '../support/faults/trials.ts';

describe('A session', () => {
  const house = journey({ servers: 'own' });

  it('survives any two or three short faults in a row', () =>
    soak(async (seed) => assert.deepEqual(await wrongInSequence(house, drawSequences(6, seed), 3), [])));
});
