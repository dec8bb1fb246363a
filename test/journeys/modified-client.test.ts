import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey } from '../support/journey/journey.ts';
import { hostileRoom } from '../support/security/hostile-room.ts';
import { hostileStream } from '../support/security/hostile-stream.ts';
import { comeBack, strongest } from '../support/security/replays.ts';

// test/long/modified-client.test.ts has everybody from whom the right can be taken, every way, and no webhooks.
describe('A modified client', () => {
  const house = journey();

  it('whose right was taken is silent at once and off the wire in 3 s, by whatever token it comes back', async () => {
    const who = ['unseated', 'banned'];
    const attack = { room: 'taken', who, ways: strongest, product: hostileRoom };
    assert.deepEqual(await comeBack(house, attack), []);
  });

  it('that is no guest any more is silent and dark at once and off the wire in 3 s, by whatever token', async () => {
    const who = ['removed', 'muted'];
    const attack = { room: 'unstaged', who, ways: strongest, product: hostileStream };
    assert.deepEqual(await comeBack(house, attack), []);
  });
});
