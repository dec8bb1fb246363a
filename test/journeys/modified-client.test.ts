import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey } from '../support/journey/journey.ts';
import { comeBack, strongest } from '../support/security/replays.ts';

// test/long/modified-client.test.ts has everybody from whom the right can be taken, every way, and no webhooks.
describe('A modified client', () => {
  const house = journey();

  it('whose right was taken is silent at once and off the wire in 3 s, by whatever token it comes back', async () => {
    const who = ['unseated', 'banned'] as const;
    assert.deepEqual(await comeBack(house, { room: 'taken', who, ways: strongest }), []);
  });
});
