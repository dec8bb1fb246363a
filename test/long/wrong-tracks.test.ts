import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { hostileScene } from '../support/security/hostile-scene.ts';
import { journey } from '../support/journey/journey.ts';
import { allPerform } from '../support/model/takings.ts';
import { offTheWire, onTheWire, seatTries, sendsMore, takenOf } from '../support/security/wrong-tracks.ts';

describe('Who sends something else than one microphone', () => {
  const house = journey({ servers: 'own' });

  // Were it not taken, or gone by itself, test/journeys/wrong-tracks.test.ts would hold whatever the engine does.
  it('stays on the wire where no engine corrects it', async () => {
    const taken = takenOf(seatTries);
    const scene = await hostileScene(house, 'uncorrected', taken);
    await allPerform(scene);
    const { child } = house.stack.engine;
    child.signal('SIGSTOP');
    try {
      for (const who of taken) assert.equal(await sendsMore(scene, who, seatTries[who]!), 'sent', who);
      await pause(3_000);
      for (const who of taken) assert.equal(await onTheWire(scene, who), 2, who);
      assert.equal(await scene.ben.locator('video').count(), 0);
    } finally {
      child.signal('SIGCONT');
    }
    for (const who of taken) await offTheWire(scene, who);
  });
});
