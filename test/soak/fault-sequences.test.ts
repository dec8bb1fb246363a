import { describe, it } from 'node:test';
import fc from 'fast-check';
import { survivesSequences } from '../support/faults/fault-sequences.ts';
import { journey } from '../support/journey/journey.ts';
import { soak } from '../support/model/replay.ts';

describe('A session', () => {
  const house = journey({ servers: 'own' });

  it('survives any two or three short faults in a row', () =>
    fc.assert(survivesSequences(house), { ...soak, endOnFailure: true }));
});
