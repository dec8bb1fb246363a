import type { UTDStreamError } from '../errors/errors.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { ExitReason } from '../protocol/exit.ts';
import type { Attributes } from '../protocol/names.ts';
import type { Role } from '../protocol/role.ts';
import type { SeatMode } from '../protocol/seat.ts';

/**
 * Where a session stands. `forceExit`: the engine ended it, and `connection.ended` says why.
 */
export type ConnectionState = 'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'forceExit';

/**
 * How well somebody is connected, in LiveKit's words. `lost`: nothing of theirs arrives just now.
 */
export type ConnectionQuality = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown';

/** Whose connection makes somebody look badly connected: through a bad one of mine everybody does. */
export type BadSide = 'mine' | 'theirs';

/** What is wrong with a connection: packets are lost, or long under way; the line, or the machine, bears less. */
export type Trouble = 'loss' | 'delay' | 'bandwidth' | 'cpu';

/** Why I am connected badly: the machine has no network, the media server is not reached, or what was measured. */
export type QualityReason = 'offline' | 'unreachable' | Trouble | 'unknown';

/** Somebody in a room. */
export interface Person {
  readonly identity: string;
  /** Never empty: who gave no name is called as the engine or the identity says. */
  readonly name: string;
  readonly avatar: string | null;
  readonly role: Role;
  readonly attributes: Attributes;
}

/** A person with what they send just now. */
export interface Participant extends Person {
  readonly mine: boolean;
  /** Their microphone is on and sent. */
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  /** They cannot be heard: their microphone is off, or a moderator muted them. */
  readonly muted: boolean;
  /** A moderator muted them. */
  readonly silenced: boolean;
}

/** A seat, taken or empty. */
export interface Seat {
  /** From 0. */
  readonly index: number;
  /** From 1, for people to read. */
  readonly number: number;
  readonly identity: string | null;
  readonly name: string | null;
  readonly avatar: string | null;
  readonly role: Role | null;
  /** Its holder cannot be heard: own microphone off, or muted by a moderator. */
  readonly muted: boolean;
  /** Muted by a moderator. */
  readonly silenced: boolean;
  readonly locked: boolean;
  /** Kept for the host. */
  readonly reserved: boolean;
  /** Its holder is not connected just now; the seat is kept for a minute. */
  readonly away: boolean;
  readonly attributes: Attributes;
}

export interface SeatGrid {
  /** `free`: whoever comes sits. `request`: a host or admin approves. */
  readonly mode: SeatMode;
  /** The app's own name for the layout. */
  readonly modeId: string | null;
  readonly seats: readonly Seat[];
}

/** The engine ended this session. */
export interface ForceExit {
  readonly reason: ExitReason;
  /** A full sentence. */
  readonly message: string;
  /** Until when it holds, where it has an end. */
  readonly until: Date | null;
  /** The same as an error: a `UTDBannedError` says what a ban is for. */
  readonly error: UTDStreamError;
}

/** How the last session ended: stays readable until the next join. */
export interface Ended {
  readonly why: 'left' | 'failed' | ExitReason;
  /** A full sentence. */
  readonly message: string;
  /** What made it fail, or the end by the engine, as an error. Absent where I left. */
  readonly error?: UTDStreamError;
}

/** What one session was like, in numbers: no names, no identities. Times are in milliseconds. */
export interface SessionReport {
  readonly why: Ended['why'];
  /** From the join to the end. */
  readonly duration: number;
  /** From the join to the connection; `null` where it was never connected. */
  readonly join: number | null;
  /** From the join until somebody else's sound played; `null` where none did. */
  readonly firstAudio: number | null;
  /** How often the connection was lost. */
  readonly outages: number;
  /** All outages together. */
  readonly away: number;
  /** How often the room was read anew because of an outage. */
  readonly resyncs: number;
  /** Error code → how often the engine refused something with it, or was not reached (`network`, `timeout`). */
  readonly refusals: Readonly<Partial<Record<ErrorCode, number>>>;
}

/** The browser's own names. */
export type DeviceKind = 'audioinput' | 'audiooutput' | 'videoinput';

/** Something to hear or see with. */
export interface Device {
  readonly id: string;
  /** The browser tells names once the person has let this page use a device; until then 'Microphone 1' and so on. */
  readonly label: string;
  readonly kind: DeviceKind;
  /** It is what is opened. */
  readonly chosen: boolean;
}

/** Whether an operation is possible now, and if not, why and what would help. */
export interface Verdict {
  readonly allowed: boolean;
  /** The code that the engine would refuse with. */
  readonly because: ErrorCode | null;
  /** The same in words, in the language of the page where it has been told (`setMessages`); empty when allowed. */
  readonly reason: string;
  /** What to do about it; empty when allowed. */
  readonly fix: string;
}
