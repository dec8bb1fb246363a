import type { Role } from '../../src/protocol/role.ts';
import type { WireGrid, WireSeat } from '../../src/protocol/seat.ts';
import type { RoomDoc, RoomState } from '../model/room-doc.ts';
import { givenRole } from '../room/rights.ts';

export const seatOf = (room: RoomDoc, identity: string): number =>
  room.seats.findIndex((seat) => seat.identity === identity);

/** The roles of an audio room: host and admin are given, a speaker has a seat. */
export const roleOf = (room: RoomDoc, identity: string): Role =>
  givenRole(room, identity) ?? (seatOf(room, identity) >= 0 ? 'speaker' : 'listener');

/** The host seat is reserved only while the room has an owner. */
export const isReserved = (room: RoomDoc, index: number): boolean =>
  room.owner !== null && index === room.hostSeat;

/** The grid of seats on the wire. */
export function gridOf({ room, people }: RoomState): WireGrid {
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
        muted: person?.silenced ?? false,
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
