import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostileScene } from '../support/security/hostile-scene.ts';
import { journey } from '../support/journey/journey.ts';
import { people, sendsMore, speak, taken, tries } from '../support/security/wrong-tracks.ts';

// test/long/wrong-tracks.test.ts has what would be so without the engine.
describe('Who sends something else than one microphone', () => {
  const house = journey();

  it('is seen by nobody, and is off the wire in 3 s where the media server took it', async () => {
    const scene = await hostileScene(house, 'tracks');
    const { ben, wire, host } = scene;
    await speak(scene, people);

    const late: string[] = [];
    for (const [who, { taken }] of Object.entries(tries)) {
      const sent = await sendsMore(scene, who);
      if (!taken) {
        assert.notEqual(sent, 'sent', who);
        continue;
      }
      const begun = Date.now();
      // That somebody is gone is told up to 3 s later than what they sent.
      await wire.waitForFunction(
        (who) => !window.raw.person('wire').now!.remoteParticipants.get(who)?.trackPublications.size,
        who,
      );
      if (Date.now() - begun > 3_000) late.push(`${who} was there for ${Date.now() - begun} ms`);
    }
    assert.deepEqual(late, []);
    await ben.waitForFunction(
      (gone) => window.honest.shown().seats.every(({ identity }) => !gone.includes(identity!)),
      taken,
    );
    // Whoever was refused has done nothing, and stays.
    const { seats } = await host.read();
    assert.deepEqual(
      seats.map(({ identity }) => identity),
      [null, ...people.map((who) => (taken.includes(who) ? null : who)), null],
    );
    assert.equal(await ben.locator('video').count(), 0);
    assert.deepEqual((await ben.evaluate(() => window.honest.shown())).seats, seats);
  });
});
