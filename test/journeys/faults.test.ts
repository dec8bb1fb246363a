import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { short, shortOfServers } from '../support/faults.ts';
import { journey } from '../support/journey.ts';
import { wrongOf } from '../support/trials.ts';

describe('A session', () => {
  const house = journey();

  it('survives each short fault of its own page', async () => {
    assert.deepEqual(await wrongOf(house, short, 3), []);
  });

  it('survives each short fault of a server', async () => {
    assert.deepEqual(await wrongOf(house, shortOfServers, 1), []);
  });
});
