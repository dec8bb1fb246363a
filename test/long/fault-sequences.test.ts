import { describe, it } from 'node:test';
import fc from 'fast-check';
import { survivesSequences } from '../support/faults/fault-sequences.ts';
import { journey } from '../support/journey/journey.ts';
import { replay } from '../support/model/replay.ts';

describe('A session', () => {
  const house = journey({ servers: 'own' });

  it('survives two or three short faults in a row, drawn 6 times', () =>
    fc.assert(survivesSequences(house), { ...replay, numRuns: 1, endOnFailure: true }));
});
