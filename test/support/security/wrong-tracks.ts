import type { HostileScene } from './hostile-scene.ts';

type Send = Parameters<Window['raw']['send']>;

/** One more track: its source by the sender's word, its kind, and whether the media server takes it at all. */
interface Try {
  readonly source: string;
  readonly kind: 'audio' | 'video';
  readonly taken: boolean;
}

/** The tracks that a participant with a seat tries to send beside a microphone, by the name of the participant. */
export const seatTries: Readonly<Record<string, Try>> = {
  camera: { source: 'camera', kind: 'video', taken: false },
  screen: { source: 'screen_share', kind: 'video', taken: false },
  'screen-sound': { source: 'screen_share_audio', kind: 'audio', taken: false },
  'no-source': { source: 'unknown', kind: 'audio', taken: false },
  // Labels are not looked at by the media server.
  labelled: { source: 'microphone', kind: 'video', taken: true },
  second: { source: 'microphone', kind: 'audio', taken: true },
};

/** The same of a guest on stage, who sends a camera and a microphone. */
export const stageTries: Readonly<Record<string, Try>> = {
  'no-source': { source: 'unknown', kind: 'video', taken: false },
  labelled: { source: 'microphone', kind: 'video', taken: true },
  'sound-as-camera': { source: 'camera', kind: 'audio', taken: true },
  second: { source: 'camera', kind: 'video', taken: true },
};

export const takenOf = (tries: Readonly<Record<string, Try>>) =>
  Object.keys(tries).filter((who) => tries[who]!.taken);

/** Somebody sends one more track. What the media server made of it. */
export const sendsMore = ({ attackers }: HostileScene, who: string, { source, kind }: Try) =>
  attackers.evaluate(
    ([who, source, kind]) => {
      const sending = window.raw.send(window.raw.person(who).now!, source as Send[1], kind);
      return Promise.race([
        sending.then(() => 'sent').catch(() => 'refused'),
        new Promise<string>((late) => setTimeout(late, 2_000, 'no answer')),
      ]);
    },
    [who, source, kind] as const,
  );

/** How many tracks of somebody are on the wire. */
export const onTheWire = ({ wire }: HostileScene, who: string) =>
  wire.evaluate(
    (who) => window.raw.person('wire').now!.remoteParticipants.get(who)?.trackPublications.size ?? 0,
    who,
  );

/** Waits until no track of a participant is on the wire: a departure is told up to 3 s later than the end of a track. */
export const offTheWire = ({ wire }: HostileScene, who: string) =>
  wire.waitForFunction(
    (who) => !window.raw.person('wire').now!.remoteParticipants.get(who)?.trackPublications.size,
    who,
  );
