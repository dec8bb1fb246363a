import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canaries } from '../support/faults/fault-canaries.ts';
import { journey } from '../support/journey/journey.ts';
import { missedOf } from '../support/faults/trials.ts';

describe('A session with a defect', () => {
  const house = journey({ servers: 'own' });

  it('does not survive a fault, and the check of that kind tells it', async () => {
    assert.deepEqual(await missedOf(house, canaries, 3), []);
  });
});
