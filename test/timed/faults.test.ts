import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sceneIn } from '../support/faults/fault-scene.ts';
import { casts, stageCasts } from '../support/faults/cast.ts';
import { shortestOf, shortOf, shortOfServers } from '../support/faults/faults.ts';
import { journey } from '../support/journey/journey.ts';
import { wrongOf } from '../support/faults/trials.ts';

describe('A session', () => {
  const house = journey({ servers: 'own' });

  it('has its media by UDP, as out in the world', async () => {
    const { anna, ben, close } = await sceneIn(house);
    const ways = await Promise.all([anna, ben].map((page) => page.evaluate(() => window.faults.way())));
    assert.deepEqual(ways, ['udp', 'udp']);
    await close();
  });

  it('survives each short fault of its own page', async () => {
    assert.deepEqual(await wrongOf(house, shortOf(casts.speaker), 3), []);
  });

  // test/soak/stage-faults.test.ts has every fault.
  it('of a host, a guest or a viewer survives, and is told of no end of a live stream that was none', async () => {
    const wrong = stageCasts.map((cast) => wrongOf(house, shortestOf(cast), 1, cast));
    assert.deepEqual((await Promise.all(wrong)).flat(), []);
  });

  it('survives each short fault of a server', async () => {
    assert.deepEqual(await wrongOf(house, shortOfServers, 1), []);
  });
});
