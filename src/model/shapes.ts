import type { UTDStreamError } from '../errors/errors.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { ExitReason } from '../protocol/exit.ts';
import type { Attributes } from '../protocol/names.ts';
import type { Role } from '../protocol/role.ts';
import type { SeatMode } from '../protocol/seat.ts';

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

/** A person in a room. */
export interface Person {
  readonly identity: string;
  /** Never empty. Without a given name it is a name from the engine, or the identity. */
  readonly name: string;
  readonly avatar: string | null;
  readonly role: Role;
  readonly attributes: Attributes;
}

/** A person, with the state of their media. */
export interface Participant extends Person {
  /** Whether this is the local participant. */
  readonly mine: boolean;
  /** The microphone is published and not muted. */
  readonly microphone: boolean;
  /** The camera is published. */
  readonly camera: boolean;
  /** The screen is shared. */
  readonly screen: boolean;
  /** The participant cannot be heard: the microphone is off, or a moderator muted the participant. */
  readonly muted: boolean;
  /** A moderator muted the participant. */
  readonly silenced: boolean;
}

/** A seat, taken or empty. */
export interface Seat {
  /** From 0. */
  readonly index: number;
  /** From 1, for display. */
  readonly number: number;
  /** Identity of the participant on the seat; `null` for an empty seat. */
  readonly identity: string | null;
  readonly name: string | null;
  readonly avatar: string | null;
  readonly role: Role | null;
  /** The participant on the seat cannot be heard: the microphone is off, or a moderator muted the participant. */
  readonly muted: boolean;
  /** A moderator muted the participant on the seat. */
  readonly silenced: boolean;
  /** Closed by a moderator: the seat cannot be taken. */
  readonly locked: boolean;
  /** Reserved for the host. */
  readonly reserved: boolean;
  /** The participant on the seat is not connected just now. The seat is kept for a minute. */
  readonly away: boolean;
  readonly attributes: Attributes;
}

/** The seats of a room. */
export interface SeatGrid {
  /** `free`: seats are free to take. `request`: a host or admin approves each speaker. */
  readonly mode: SeatMode;
  /** The app's own name for the layout. */
  readonly modeId: string | null;
  readonly seats: readonly Seat[];
}

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

/** The kinds of devices, as the browser names them. */
export type DeviceKind = 'audioinput' | 'audiooutput' | 'videoinput';

/** A microphone, a camera or an audio output. */
export interface Device {
  /** The browser's id, which belongs to this origin. */
  readonly id: string;
  /** The device's name once the person has let this page use a device; until then 'Microphone 1' and so on. */
  readonly label: string;
  readonly kind: DeviceKind;
  /** Whether this device is used, or will be used when its source is opened. */
  readonly chosen: boolean;
}

/** Whether an operation is possible now, with the reason and the remedy where it is not. */
export interface Verdict {
  readonly allowed: boolean;
  /** The code of the refusal; `null` when allowed. */
  readonly because: ErrorCode | null;
  /** The refusal as text, in the language of the page where `setMessages` has set it; empty when allowed. */
  readonly reason: string;
  /** The remedy as a sentence; empty when allowed. */
  readonly fix: string;
}
