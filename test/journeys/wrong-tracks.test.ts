import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostileScene } from '../support/hostile-scene.ts';
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

describe('Who sends something else than one microphone', () => {
  const house = journey();

  it('is seen by nobody, and is off the wire in 3 s where the media server took it', async () => {
    const scene = await hostileScene(house, 'tracks');
    const { attackers, ben, wire, host } = scene;
    for (const [index, who] of people.entries())
      await attackers.evaluate(
        async ([who, seat]) => {
          await window.raw.enter(who, 'tracks');
          await window.raw.speak(who, seat);
        },
        [who, index + 1] as const,
      );
    await Promise.all([hears(ben, people), hears(wire, people)]);

    const late: string[] = [];
    for (const [who, { source, kind, taken }] of Object.entries(tries)) {
      const sent = await attackers.evaluate(
        ([who, source, kind]) => {
          const sending = window.raw.send(window.raw.person(who).now!, source as Send[1], kind);
          return Promise.race([
            sending.then(() => 'sent').catch(() => 'refused'),
            new Promise<string>((late) => setTimeout(late, 2_000, 'no answer')),
          ]);
        },
        [who, source, kind] as const,
      );
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
    const gone = people.filter((who) => tries[who]!.taken);
    await ben.waitForFunction(
      (gone) => window.honest.shown().seats.every(({ identity }) => !gone.includes(identity!)),
      gone,
    );
    // Whoever was refused has done nothing, and stays.
    const { seats } = await host.read();
    assert.deepEqual(
      seats.map(({ identity }) => identity),
      [null, ...people.map((who) => (gone.includes(who) ? null : who)), null],
    );
    assert.equal(await ben.locator('video').count(), 0);
    assert.deepEqual((await ben.evaluate(() => window.honest.shown())).seats, seats);
  });
});
