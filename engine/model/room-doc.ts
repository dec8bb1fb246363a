import type { Comments } from '../../src/protocol/chat/chat.ts';
import type { Attributes } from '../../src/protocol/names.ts';
import type { Product } from '../../src/protocol/product.ts';
import type { Role } from '../../src/protocol/role.ts';
import type { SeatMode, WireGrid, WireSeat } from '../../src/protocol/seat.ts';

export interface DocSeat {
  readonly identity: string | null;
  readonly locked: boolean;
  /** By a moderator; it stays with the person when they move. */
  readonly muted: boolean;
}

/** Somebody who waits to speak. Times are milliseconds since 1970. */
export interface DocRequest {
  readonly id: string;
  readonly identity: string;
  readonly note: string | null;
  readonly at: number;
  readonly expires: number;
}

/** Somebody who was asked to speak. */
export interface DocInvitation {
  readonly id: string;
  readonly inviter: string;
  readonly target: string;
  /** The seat that is meant; the first free one where it is `null`. */
  readonly seat: number | null;
  readonly expires: number;
}

/** A room, whole: what one commit changes. People are rows of their own. */
export interface RoomDoc {
  readonly app: string;
  readonly name: string;
  readonly epoch: number;
  /** For compare-and-set: grows with every write. */
  readonly version: number;
  /** Public: grows with every change that all may see. */
  readonly rev: number;
  readonly type: Product;
  readonly owner: string | null;
  /** Whom the owner has promoted. */
  readonly admins?: readonly string[];
  readonly mode: SeatMode;
  readonly modeId: string | null;
  readonly hostSeat: number;
  readonly seats: readonly DocSeat[];
  /** Its name on the media server: opaque, and another one for each incarnation. */
  readonly sfu: string;
  /** When a right was last taken away: an old token can bring it back for ten minutes. */
  readonly revokedAt: number;
  /** Who was muted on a seat and has left it: muted again on the next one, until a moderator unmutes. */
  readonly silenced?: readonly string[];
  /** Oldest first; one for each person. */
  readonly requests?: readonly DocRequest[];
  /** One for each person. */
  readonly invitations?: readonly DocInvitation[];
  /** Who came by a speaker's link: sits down without asking. */
  readonly cleared?: readonly string[];
  /** Who was put out, or made less than they were, and when: links that were made before say nothing of them. */
  readonly withdrawn?: readonly { readonly identity: string; readonly at: number }[];
  readonly comments?: Comments;
}

/** A connection whose place another session of the same person has taken. */
export interface Replaced {
  readonly sessionId: string;
  /** Its id on the media server, where it was seen there. */
  readonly sid?: string;
}

/** Somebody who has minted in this incarnation and has not been gone for longer than the grace. */
export interface PersonRow {
  readonly identity: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly attributes: Attributes;
  readonly sessionId: string;
  readonly joinedAt: number;
  /** `expected`: has a token, was not seen yet. `missed`: was seen, and is not now. */
  readonly presence: 'expected' | 'here' | 'missed';
  /** When they are given up, unless they are seen before: milliseconds since 1970. */
  readonly deadline: number | null;
  /** The connection they were last seen on. */
  readonly sid?: string;
  /** The connection before, until this session's own is seen. */
  readonly replaced?: Replaced;
  /** When another session last took this person's place. */
  readonly takenOverAt?: number;
}

export type People = ReadonlyMap<string, PersonRow>;

export const emptySeat: DocSeat = { identity: null, locked: false, muted: false };

export const seatOf = (room: RoomDoc, identity: string): number =>
  room.seats.findIndex((seat) => seat.identity === identity);

/** Roles of an audio room: the owner's and the admins' are kept, a speaker's follows from the seat. */
export function roleOf(room: RoomDoc, identity: string): Role {
  if (room.owner === identity) return 'host';
  if (room.admins?.includes(identity)) return 'admin';
  return seatOf(room, identity) >= 0 ? 'speaker' : 'listener';
}

/** Whether they are host or admin. */
export const moderates = (room: RoomDoc, identity: string): boolean =>
  ['host', 'admin'].includes(roleOf(room, identity));

/** The host seat is kept only while the room has an owner. */
export const isReserved = (room: RoomDoc, index: number): boolean =>
  room.owner !== null && index === room.hostSeat;

/** The grid as it travels. */
export function gridOf(room: RoomDoc, people: People): WireGrid {
  return {
    mode: room.mode,
    mode_id: room.modeId,
    queue: (room.requests ?? []).map(({ id }) => id),
    seats: room.seats.map((seat, index): WireSeat => {
      const person = seat.identity === null ? undefined : people.get(seat.identity);
      return {
        index,
        identity: seat.identity,
        locked: seat.locked,
        muted: seat.muted,
        reserved_for: isReserved(room, index) ? 'host' : null,
        away: person?.presence === 'missed',
        name: person?.name ?? null,
        avatar: person?.avatar ?? null,
        role: seat.identity === null ? null : roleOf(room, seat.identity),
        attributes: person?.attributes ?? {},
      };
    }),
  };
}
