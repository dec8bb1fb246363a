import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { hostileScene, type HostileScene } from '../support/hostile-scene.ts';
import { journey } from '../support/journey.ts';
import { hears } from '../support/sound-log.ts';

type Send = Parameters<Window['raw']['send']>;

/** What somebody with a seat tries to send, and whether the media server takes it at all. */
const tries: Readonly<Record<string, { source: string; kind: 'audio' | 'video'; taken: boolean }>> = {
  camera: { source: 'camera', kind: 'video', taken: false },
  screen: { source: 'screen_share', kind: 'video', taken: false },
  'screen-sound': { source: 'screen_share_audio', kind: 'audio', taken: false },
  'no-source': { source: 'unknown', kind: 'audio', taken: false },
  // Labels are not looked at by the media server.
  labelled: { source: 'microphone', kind: 'video', taken: true },
  second: { source: 'microphone', kind: 'audio', taken: true },
};
const people = Object.keys(tries);
const taken = people.filter((who) => tries[who]!.taken);

/** All of them come, sit down, and are heard. */
async function speak({ room, attackers, ben, wire }: HostileScene, people: readonly string[]) {
  for (const [index, who] of people.entries())
    await attackers.evaluate(
      async ([who, seat, room]) => {
        await window.raw.enter(who, room);
        await window.raw.speak(who, seat);
      },
      [who, index + 1, room] as const,
    );
  await Promise.all([hears(ben, people), hears(wire, people)]);
}

/** Somebody sends one more track. What the media server made of it. */
const sendsMore = ({ attackers }: HostileScene, who: string) =>
  attackers.evaluate(
    ([who, source, kind]) => {
      const sending = window.raw.send(window.raw.person(who).now!, source as Send[1], kind);
      return Promise.race([
        sending.then(() => 'sent').catch(() => 'refused'),
        new Promise<string>((late) => setTimeout(late, 2_000, 'no answer')),
      ]);
    },
    [who, tries[who]!.source, tries[who]!.kind] as const,
  );

/** How many tracks of somebody are on the wire. */
const onTheWire = ({ wire }: HostileScene, who: string) =>
  wire.evaluate(
    (who) => window.raw.person('wire').now!.remoteParticipants.get(who)?.trackPublications.size ?? 0,
    who,
  );

describe('Who sends something else than one microphone', () => {
  const house = journey({ servers: 'own' });

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
  // Were it not taken, or gone by itself, the one before would hold whatever the engine does.
  it('stays on the wire where no engine corrects it', async () => {
    const scene = await hostileScene(house, 'uncorrected');
    await speak(scene, taken);
    const { child } = house.stack.engine;
    child.signal('SIGSTOP');
    try {
      for (const who of taken) assert.equal(await sendsMore(scene, who), 'sent', who);
      await pause(3_000);
      for (const who of taken) assert.equal(await onTheWire(scene, who), 2, who);
      assert.equal(await scene.ben.locator('video').count(), 0);
    } finally {
      child.signal('SIGCONT');
    }
    for (const who of taken)
      await scene.wire.waitForFunction(
        (who) => !window.raw.person('wire').now!.remoteParticipants.get(who)?.trackPublications.size,
        who,
      );
  });
});
