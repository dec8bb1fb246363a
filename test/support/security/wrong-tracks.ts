import type { HostileScene } from './hostile-scene.ts';
import { hears } from '../journey/sound-log.ts';

type Send = Parameters<Window['raw']['send']>;

/** What somebody with a seat tries to send, and whether the media server takes it at all. */
export const tries: Readonly<Record<string, { source: string; kind: 'audio' | 'video'; taken: boolean }>> = {
  camera: { source: 'camera', kind: 'video', taken: false },
  screen: { source: 'screen_share', kind: 'video', taken: false },
  'screen-sound': { source: 'screen_share_audio', kind: 'audio', taken: false },
  'no-source': { source: 'unknown', kind: 'audio', taken: false },
  // Labels are not looked at by the media server.
  labelled: { source: 'microphone', kind: 'video', taken: true },
  second: { source: 'microphone', kind: 'audio', taken: true },
};
export const people = Object.keys(tries);
export const taken = people.filter((who) => tries[who]!.taken);

/** All of them come, sit down, and are heard. */
export async function speak({ room, attackers, ben, wire }: HostileScene, people: readonly string[]) {
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
export const sendsMore = ({ attackers }: HostileScene, who: string) =>
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
export const onTheWire = ({ wire }: HostileScene, who: string) =>
  wire.evaluate(
    (who) => window.raw.person('wire').now!.remoteParticipants.get(who)?.trackPublications.size ?? 0,
    who,
  );
