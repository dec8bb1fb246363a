import type { UTDStreamError } from '../errors/errors.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { ExitReason } from '../protocol/exit.ts';

/** The state of a session. `forceExit`: the engine ended the session, and `connection.ended` gives the reason. */
export type ConnectionState = 'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'forceExit';

/** The quality of a participant's connection, in LiveKit's terms. `lost`: the media server receives nothing. */
export type ConnectionQuality = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown';

/**
 * The side of a bad connection. `mine`: the local participant's connection is bad, so that every participant looks
 * badly connected. `theirs`: the other participant's connection is bad.
 */
export type BadSide = 'mine' | 'theirs';

/** The fault of a connection: lost packets, late packets, too little bandwidth, or an overloaded machine (`cpu`). */
export type Trouble = 'loss' | 'delay' | 'bandwidth' | 'cpu';

/**
 * The cause of the local participant's bad connection. `offline`: the machine has no network. `unreachable`: the media
 * server cannot be reached. `unknown`: the connection's statistics show no fault.
 */
export type QualityReason = 'offline' | 'unreachable' | Trouble | 'unknown';

/** The end of a session by the engine. */
export interface ForceExit {
  readonly reason: ExitReason;
  /** A full sentence, for display. */
  readonly message: string;
  /** The end of a ban; `null` for a permanent ban, and for every other reason. */
  readonly until: Date | null;
  /** The same end as an error. A `UTDBannedError` gives the reason of a ban. */
  readonly error: UTDStreamError;
}

/** The end of the last session. The state is kept until the next join. */
export interface Ended {
  /** `left`: the local participant left. `failed`: the join failed. All others: the engine ended the session. */
  readonly why: 'left' | 'failed' | ExitReason;
  /** A full sentence, for display. */
  readonly message: string;
  /** The failure of the join, or the end by the engine. Absent where the local participant left. */
  readonly error?: UTDStreamError;
}

/** The numbers of one session, without names and identities. Times are in milliseconds. */
export interface SessionReport {
  readonly why: Ended['why'];
  /** The time from the join to the end. */
  readonly duration: number;
  /** The time from the join to the connection; `null` for a session that was never connected. */
  readonly join: number | null;
  /** The time from the join to the first sound of another participant; `null` for a session without sound. */
  readonly firstAudio: number | null;
  /** The number of times that the connection was lost. */
  readonly outages: number;
  /** The time of all outages together. */
  readonly away: number;
  /** The number of times that the room was read again because of an outage. */
  readonly resyncs: number;
  /** Error code → number of failed requests to the engine. `network` and `timeout` count unreached engines. */
  readonly refusals: Readonly<Partial<Record<ErrorCode, number>>>;
}
