import type { Edge } from '../edge/edge.ts';
import type { Source } from '../edge/transport.ts';
import type { SessionOptions } from '../options.ts';
import type { Refusal } from '../parts/allowed.ts';
import { AudioOutput } from '../parts/audio-output.ts';
import { Connection } from '../parts/connection.ts';
import type { SessionParts } from '../parts/entrance.ts';
import { Media } from '../parts/media.ts';
import type { OpenScope } from '../parts/open-scope.ts';
import { Participants } from '../parts/participants.ts';

/** What a kind of session says of a person, by its own rules (a seat, a stage, a call leg). */
export interface Standing {
  /** May be heard just now. */
  audible(identity: string): boolean;
  /** Was muted by a moderator. */
  silenced(identity: string): boolean;
  /** Why this would not be taken from me, if so. Reads signals. */
  refused(source: Source): Refusal | null;
}

/** The parts that every media session is made of, and who hears what of the connection: the wiring, in one place. */
export function sessionParts(
  scope: OpenScope,
  edge: Edge,
  rules: () => Standing,
  options: () => SessionOptions,
) {
  const standing: Standing = {
    audible: (identity) => rules().audible(identity),
    silenced: (identity) => rules().silenced(identity),
    refused: (source) => rules().refused(source),
  };
  const identity = scope.quiet<string | null>(null);
  const participants = new Participants(scope, standing);
  const devices = () => edge.devices(() => options().rememberDevices ?? true);
  const audio: AudioOutput = new AudioOutput(scope, {
    ...edge,
    ...standing,
    use: (choose) => media.choice.use(choose),
  });
  const media: Media = new Media(scope, {
    devices,
    listed: (all, list) => audio.listed(all, list),
    transport: () => connection.transport,
    refused: standing.refused,
    processing: options,
    // The grant's own time limit speaks for a read that failed.
    reread: () => connection.retry().catch(() => {}),
    capturing: () => void audio.enable(),
  });
  const people = () => connection.transport?.people() ?? [];
  const readPeople = () => scope.change(() => participants.roster.read(people()));
  /** What the engine wrote about me, before it removed me too: data packets are lost there. */
  const readMe = () => {
    const [me] = people();
    if (!me) return;
    const { exit, videoEffects } = me.metadata;
    media.effects(videoEffects !== false);
    if (exit && exit.session_id === scope.ticket?.sessionId)
      connection.exit(exit.code, exit.until ? new Date(exit.until) : null);
  };
  const told: SessionParts = {
    begin(answer) {
      identity.value = answer.identity;
      participants.begin(answer.role);
      audio.begin();
      void media.begin();
    },
    linkStarts() {
      participants.qualities.linkStarts();
      audio.linkStarts();
      media.linkStarts();
    },
    linkDown: () => participants.roster.down(),
    linkUp() {
      participants.roster.up(readPeople);
      media.linkIsUp();
    },
    clear: () => participants.clear(),
    quality: () => participants.quality(identity.view.get() ?? '').get(),
    hear: {
      people: () => {
        readPeople();
        readMe();
      },
      speakers: (identities) => participants.speak(identities),
      quality: (identity, quality) => participants.qualities.hear(identity, quality),
      permission: () => scope.change(() => media.permission()),
      audio: (sound, there) => scope.change(() => audio.sound(sound, there)),
    },
  };
  const connection: Connection = new Connection(scope, edge, told);
  return { identity, participants, audio, media, connection };
}
