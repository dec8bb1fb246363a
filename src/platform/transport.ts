import type { ExitReason, ParticipantMetadata } from '../protocol/exit.ts';
import type { Attributes } from '../protocol/names.ts';
import type { ConnectionQuality, Trouble } from '../model/session-state.ts';
import type { VideoSize, VideoSource } from '../model/video-view.ts';

/** A media source of a participant. The values are LiveKit's own source names. */
export type Source = 'microphone' | VideoSource;

/** A participant as the media server shows them. */
export interface TransportParticipant {
  readonly identity: string;
  /** Never empty. */
  readonly name: string;
  readonly avatar: string | null;
  readonly attributes: Attributes;
  /** The engine alone writes the metadata; unreadable metadata count as empty. */
  readonly metadata: ParticipantMetadata;
  /** Whether each source is published and not muted. */
  readonly publishing: Readonly<Record<Source, boolean>>;
}

/** A subscribed audio track of another participant. */
export interface RemoteAudioTrack {
  /** The identity of the publisher. */
  readonly identity: string;
  /** The id of the track. */
  readonly id: string;
  readonly track: MediaStreamTrack;
  attach(element: HTMLAudioElement): void;
  detach(element: HTMLAudioElement): void;
}

/** A published picture of another participant. */
export interface RemoteVideoTrack extends VideoSize {
  /** The identity of the publisher. */
  readonly identity: string;
  readonly source: VideoSource;
  /** The id of the publication. */
  readonly id: string;
  /** `undefined` while the picture is not subscribed. */
  readonly track: MediaStreamTrack | undefined;
}

/**
 * The part of a picture that is received: `none` without a subscription; `paused` without data, so that the picture is
 * back sooner than by a new subscription; or the smallest layer that fills a size.
 */
export type Reception = 'none' | 'paused' | VideoSize;

/**
 * The media server's reason for a disconnect, where the reason concerns the session. The media server can be wrong, so
 * the session asks the engine. `undefined` is a lost connection.
 */
export type DisconnectCause =
  Extract<ExitReason, 'kicked' | 'room_closed' | 'signed_in_elsewhere'> | undefined;

/** The events of one connection. */
export interface TransportListener {
  /** The participants, or the sources that they send, have changed: read `participants()` again. */
  participantsChanged(): void;
  /** The active speakers have changed; the loudest is first. */
  activeSpeakersChanged(identities: readonly string[]): void;
  /** The connection quality of a participant has changed, the local participant included. */
  connectionQualityChanged(identity: string, quality: ConnectionQuality): void;
  /** The publish permission of the local participant has changed: read `canPublish` and `canPublishData` again. */
  permissionsChanged(): void;
  /** The metadata of the room have changed, or were there at the connect. */
  roomMetadataChanged(json: string): void;
  /** A data packet has arrived. Only the server has the empty `sender`. */
  dataReceived(payload: Uint8Array, sender: string): void;
  /** An audio track was subscribed, or unsubscribed. */
  remoteAudioChanged(sound: RemoteAudioTrack, there: boolean): void;
  /** Pictures of others were published, subscribed, unsubscribed or unpublished: read `remoteVideos()` again. */
  remoteVideoChanged(): void;
  /** The connection is lost, and livekit-client reconnects. */
  reconnecting(): void;
  /** livekit-client has reconnected. */
  reconnected(): void;
  /** The connection has ended. This event comes once, and never for a `connect` that failed. */
  disconnected(why: DisconnectCause): void;
}

/** The tracks of a source. The audio of a screen is published where the publish permission includes it. */
export interface Sendable {
  readonly track: MediaStreamTrack;
  readonly sound?: MediaStreamTrack | undefined;
}

/** A published source. */
export interface Publication {
  /** Mutes or unmutes the tracks. The publication stays, because each new publication costs a negotiation. */
  setMuted(muted: boolean): Promise<void>;
  /** Replaces the tracks within the publication, so that the other participants notice nothing. */
  replace(other: Sendable): Promise<void>;
  /** Unpublishes the tracks. */
  end(): Promise<void>;
}

/** The connection to the media server. A controller has one transport and connects it again after each loss. */
export interface Transport {
  /**
   * Connects. `listener` gets the events of this connection only, and none after `signal` aborted.
   *
   * @throws {ConnectFailed} with the reason of the media server, if any
   */
  connect(
    to: { url: string; token: string },
    listener: TransportListener,
    signal: AbortSignal,
  ): Promise<void>;
  disconnect(): Promise<void>;
  /** The local participant, then the others. Empty before the first connect. */
  participants(): readonly TransportParticipant[];
  /** The pictures that others publish, muted ones included. A later one of the same source replaces an earlier one. */
  remoteVideos(): readonly RemoteVideoTrack[];
  /**
   * Asks for a part of a picture of `remoteVideos()`. A repeated request costs nothing. Pictures begin with `none`, and
   * audio is always received.
   */
  receiveVideo(id: string, reception: Reception): void;
  canPublish(source: Source): boolean;
  /**
   * Whether media can flow now. A reconnect of livekit-client resumes the signal connection first, and is announced also
   * where the peer connection is still interrupted.
   */
  mediaFlows(): boolean;
  /** Whether a reconnect of livekit-client has not brought a publication back. Only another connection does. */
  publicationLost(): boolean;
  /** The gravest trouble that the statistics of the connection show. */
  trouble(): Promise<Trouble | null>;
  /** Publishes a source. @throws {PublishUnanswered} where the media server did not answer; else it refused */
  publish(what: Sendable, source: Source): Promise<Publication>;
  /** Whether the access token grants the publishing of data. */
  canPublishData(): boolean;
  /** Sends a data packet to all participants, reliably. */
  publishData(payload: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** A `connect` has failed. */
export class ConnectFailed extends Error {
  override readonly name = 'ConnectFailed';
  readonly why: DisconnectCause;
  constructor(cause: unknown, why: DisconnectCause) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.why = why;
  }
}

/** The media server did not answer a `publish`: the connection may be lost, also where no event has told so. */
export class PublishUnanswered extends Error {
  override readonly name = 'PublishUnanswered';
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

// The name of an error counts in the checks below: dist/cdn/ has each class in the file of livekit-client too.

export const isConnectFailed = (error: unknown): error is ConnectFailed =>
  error instanceof Error && error.name === 'ConnectFailed';

export const isPublishUnanswered = (error: unknown): error is PublishUnanswered =>
  error instanceof Error && error.name === 'PublishUnanswered';
