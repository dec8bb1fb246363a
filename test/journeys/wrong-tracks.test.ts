import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostileScene, type HostileScene } from '../support/security/hostile-scene.ts';
import { hostileStream } from '../support/security/hostile-stream.ts';
import { journey } from '../support/journey/journey.ts';
import { slowness } from '../support/model/slowness.ts';
import { allPerform } from '../support/model/takings.ts';
import { offTheWire, seatTries, sendsMore, stageTries, takenOf } from '../support/security/wrong-tracks.ts';

/** Each sends one more track. What was wrong, in sentences. */
async function sendMore(scene: HostileScene, tries: typeof seatTries): Promise<string[]> {
  const wrong: string[] = [];
  for (const [who, more] of Object.entries(tries)) {
    const slower = slowness();
    const sent = await sendsMore(scene, who, more);
    if (!more.taken) {
      if (sent === 'sent') wrong.push(`the media server took ${who}`);
      continue;
    }
    const begun = Date.now();
    await offTheWire(scene, who);
    const ms = Date.now() - begun;
    if (ms > 3_000 * slower()) wrong.push(`${who} was there for ${ms} ms`);
  }
  return wrong;
}

// test/long/wrong-tracks.test.ts has what would be so without the engine.
describe('Who sends something else than one microphone', () => {
  const house = journey();

  it('is seen by nobody, and is off the wire in 3 s where the media server took it', async () => {
    const [people, taken] = [Object.keys(seatTries), takenOf(seatTries)];
    const scene = await hostileScene(house, 'tracks', people);
    const { ben, host } = scene;
    await allPerform(scene);
    assert.deepEqual(await sendMore(scene, seatTries), []);
    await ben.waitForFunction(
      (gone) => window.honest.shown().seats.every(({ identity }) => !gone.includes(identity!)),
      taken,
    );
    // A sender whose track was refused has done nothing, and stays.
    const { seats } = await host.read();
    assert.deepEqual(
      seats.map(({ identity }) => identity),
      [null, ...people.map((who) => (taken.includes(who) ? null : who)), null],
    );
    assert.equal(await ben.locator('video').count(), 0);
    assert.deepEqual((await ben.evaluate(() => window.honest.shown())).seats, seats);
  });

  it('is taken off the stage, and off the wire in 3 s, where the media server took it', async () => {
    const [people, taken] = [Object.keys(stageTries), takenOf(stageTries)];
    const scene = await hostileScene(house, 'stage-tracks', people, hostileStream);
    const { ben, host } = scene;
    await allPerform(scene);
    assert.deepEqual(await sendMore(scene, stageTries), []);
    await ben.waitForFunction((gone) => window.honest.onStage().every((each) => !gone.includes(each)), taken);
    // A sender whose track was refused has done nothing, and stays.
    const { stage } = await host.read();
    assert.deepEqual(
      stage.map(({ identity }) => identity),
      [host.mint.identity, ...people.filter((who) => !taken.includes(who))],
    );
  });
});
