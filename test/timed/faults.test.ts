import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sceneIn } from '../support/fault-scene.ts';
import { short, shortOfServers } from '../support/faults.ts';
import { journey } from '../support/journey.ts';
import { wrongOf } from '../support/trials.ts';

describe('A session', () => {
  const house = journey({ servers: 'own' });

  it('has its media by UDP, as out in the world', async () => {
    const { anna, ben, close } = await sceneIn(house);
    const ways = await Promise.all([anna, ben].map((page) => page.evaluate(() => window.faults.way())));
    assert.deepEqual(ways, ['udp', 'udp']);
    await close();
  });

  it('survives each short fault of its own page', async () => {
    assert.deepEqual(await wrongOf(house, short, 3), []);
  });

  it('survives each short fault of a server', async () => {
    assert.deepEqual(await wrongOf(house, shortOfServers, 1), []);
  });
});
