import type { Edge } from '../edge/edge.ts';
import type { Logger } from '../options.ts';
import { AudioOutput } from '../parts/audio-output.ts';
import { Connection, type SessionParts } from '../parts/connection.ts';
import { metadataOf } from '../parts/link-person.ts';
import { Media } from '../parts/media.ts';
import type { OpenScope } from '../parts/open-scope.ts';
import { Participants } from '../parts/participants.ts';
import { RoomReader } from '../parts/room-reader.ts';
import type { ErrorCode } from '../protocol/codes.ts';

/** What a kind of session says of a person, by its own rules (a seat, a stage, a call leg). */
export interface Standing {
  /** May be heard just now. */
  audible(identity: string): boolean;
  /** Was muted by a moderator. */
  silenced(identity: string): boolean;
  /** Why I would not be heard, if so. */
  refused(): ErrorCode | null;
}

/** The parts that every media session is made of, and who hears what of the connection: the wiring, in one place. */
export function sessionParts(
  scope: OpenScope,
  edge: Edge,
  rules: () => Standing,
  logger: () => Logger | undefined,
) {
  const standing: Standing = {
    audible: (identity) => rules().audible(identity),
    silenced: (identity) => rules().silenced(identity),
    refused: () => rules().refused(),
  };
  const identity = scope.quiet<string | null>(null);
  const reader = new RoomReader(scope, logger);
  const participants = new Participants(scope, standing);
  const audio = new AudioOutput(scope, { ...edge, ...standing });
  const media: Media = new Media(scope, {
    devices: () => edge.devices(),
    transport: () => connection.transport,
    refused: standing.refused,
    // The grant's own time limit speaks for a read that failed.
    reread: () => reader.reread().catch(() => {}),
    capturing: () => void audio.enable(),
  });
  const people = () => connection.transport?.people() ?? [];
  const readPeople = () => scope.change(() => participants.roster.read(people()));
  /** What the engine wrote about me before it removed me: data packets are lost there. */
  const readExit = () => {
    const [me] = people();
    const exit = me && metadataOf(me).exit;
    if (exit && exit.session_id === scope.ticket?.sessionId)
      connection.exit(exit.code, exit.until ? new Date(exit.until) : null);
  };
  const told: SessionParts = {
    begin(answer) {
      identity.value = answer.identity;
      participants.begin(answer.role);
      reader.snapshot(answer.room);
      audio.begin();
      void media.begin();
    },
    reread: reader.reread,
    linkStarts() {
      participants.qualities.linkStarts();
      audio.linkStarts();
      void media.linkStarts();
    },
    linkDown: () => participants.roster.down(),
    linkUp: () => participants.roster.up(readPeople),
    clear: () => participants.clear(),
    quality: () => participants.quality(identity.view.get() ?? '').get(),
    hear: {
      people: () => {
        readPeople();
        readExit();
      },
      speakers: (identities) => participants.speak(identities),
      quality: (identity, quality) => participants.qualities.hear(identity, quality),
      permission: () => scope.change(() => media.permission()),
      metadata: (json) => reader.metadata(json),
      data: (payload, sender) => reader.data(payload, sender),
      audio: (sound, there) => scope.change(() => audio.sound(sound, there)),
    },
  };
  const connection: Connection = new Connection(scope, edge, told);
  return { identity, participants, audio, media, connection };
}
