import type { Attributes } from '../protocol/names.ts';
import type { Role } from '../protocol/role.ts';
import type { SeatMode } from '../protocol/seat.ts';

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
