import type { ExitReason, ParticipantMetadata } from '../protocol/exit.ts';
import type { Attributes } from '../protocol/names.ts';
import type { ConnectionQuality, Trouble } from '../model/shapes.ts';

/** What can be sent. The values are LiveKit's own source names. */
export type Source = 'microphone' | 'camera' | 'screen_share';

/** A person as the media server shows them. */
export interface TransportParticipant {
  readonly identity: string;
  /** Never empty. */
  readonly name: string;
  readonly avatar: string | null;
  readonly attributes: Attributes;
  /** Written by the engine only; what cannot be read says nothing. */
  readonly metadata: ParticipantMetadata;
  /** What they have published and not muted. */
  readonly publishing: Readonly<Record<Source, boolean>>;
}

/** Somebody's sound, ready to be played. */
export interface RemoteAudioTrack {
  /** Whose it is. */
  readonly identity: string;
  /** Which track it is. */
  readonly id: string;
  readonly track: MediaStreamTrack;
  attach(element: HTMLAudioElement): void;
  detach(element: HTMLAudioElement): void;
}

/**
 * Why the media server ended a connection, where it said so and it concerns the session. It can
 * be wrong, so the engine is asked. `undefined` is a lost connection.
 */
export type DisconnectCause =
  Extract<ExitReason, 'kicked' | 'room_closed' | 'signed_in_elsewhere'> | undefined;

/** What one connection tells. */
export interface TransportListener {
  /** The people, or what they send, changed: read `people()` again. */
  participantsChanged(): void;
  /** Who speaks, loudest first. */
  activeSpeakersChanged(identities: readonly string[]): void;
  /** How well somebody is connected, me included. */
  connectionQualityChanged(identity: string, quality: ConnectionQuality): void;
  /** My right to publish changed: ask `mayPublish` and `mayPublishData` again. */
  permissionsChanged(): void;
  /** Room metadata as it is now. */
  roomMetadataChanged(json: string): void;
  /** A data packet. A `sender` of `''` is the server and nobody else. */
  dataReceived(payload: Uint8Array, sender: string): void;
  /** Sound that may be played, or may no more. */
  remoteAudioChanged(sound: RemoteAudioTrack, there: boolean): void;
  /** LiveKit lost the connection and tries to mend it. */
  reconnecting(): void;
  /** It mended it by itself. */
  reconnected(): void;
  /** It is over. Said once, and never for a `connect` that failed. */
  disconnected(why: DisconnectCause): void;
}

/** What is sent of a source: its track, and of a screen the sound, which is sent where the grant allows it. */
export interface Sendable {
  readonly track: MediaStreamTrack;
  readonly sound?: MediaStreamTrack | undefined;
}

/** A source that is sent. */
export interface Publication {
  /** Sends silence, or sound again; the publication stays, because each new one costs the connection. */
  setMuted(muted: boolean): Promise<void>;
  /** Sends another one from now on, by the same publication: the others notice nothing. */
  replace(other: Sendable): Promise<void>;
  /** Takes it back. */
  end(): Promise<void>;
}

/** The connection to the media server: one for a controller, connected anew for each link. */
export interface Transport {
  /**
   * Joins. `listener` hears of this connection only, and nothing after `signal` aborted.
   *
   * @throws {ConnectFailed} with the reason, where one was given.
   */
  connect(
    to: { url: string; token: string },
    listener: TransportListener,
    signal: AbortSignal,
  ): Promise<void>;
  disconnect(): Promise<void>;
  /** Me first, then the others. Empty before the first connect. */
  participants(): readonly TransportParticipant[];
  canPublish(source: Source): boolean;
  /** Why my connection is poor, as far as its statistics show. */
  trouble(): Promise<Trouble | null>;
  publish(what: Sendable, source: Source): Promise<Publication>;
  /** Whether the token grants data packets of my own. */
  canPublishData(): boolean;
  /** Sends a data packet to everybody, reliably. */
  publishData(payload: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** A connect that did not succeed. */
export class ConnectFailed extends Error {
  override readonly name = 'ConnectFailed';
  readonly why: DisconnectCause;
  constructor(cause: unknown, why: DisconnectCause) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.why = why;
  }
}
