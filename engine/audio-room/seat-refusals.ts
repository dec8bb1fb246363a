import { Refusal } from '../core/refusal.ts';
import type { DocSeat, RoomDoc } from '../model/room-doc.ts';
import { isReserved } from './seats.ts';

/** The refusal of a seat that the room does not have. */
export const noSeat = (room: RoomDoc, index: number) =>
  new Refusal(
    'not_found',
    `Seat ${index + 1} was asked for, but '${room.name}' has ${room.seats.length} seats.`,
  );

/** A seat as people count seats, from 1. */
export const place = (room: RoomDoc, index: number) => `seat ${index + 1} in '${room.name}'`;

/** The refusal of the seat that is reserved for the host. */
export const onlyHost = (room: RoomDoc, index: number, does: string) =>
  new Refusal('target_protected', `Could not ${does} ${place(room, index)}: it is kept for the host.`);

/** The refusal of a locked seat, on which no participant sits. */
export const isLocked = (room: RoomDoc, index: number, does: string) =>
  new Refusal(
    'seat_locked',
    `Could not ${does} ${place(room, index)}: it is locked. Ask a host to unlock it.`,
  );

/** The seat, where `identity` may take it: it exists, is unlocked, empty, and not reserved for the host. */
export function entry(room: RoomDoc, identity: string, index: number): Refusal | DocSeat {
  const seat = room.seats[index];
  if (!seat) return noSeat(room, index);
  if (seat.locked) return isLocked(room, index, 'take');
  if (seat.identity !== null)
    return new Refusal(
      'seat_taken',
      `Could not take ${place(room, index)}: somebody sits there. Choose another seat.`,
    );
  if (isReserved(room, index) && identity !== room.owner) return onlyHost(room, index, 'take');
  return seat;
}

/** The seat, where it is not the reserved seat of the host. */
export function kept(room: RoomDoc, index: number, does: string): Refusal | DocSeat {
  const seat = room.seats[index];
  if (!seat) return noSeat(room, index);
  // The reservation does not protect a participant who sat there before the room had an owner.
  const others = seat.identity !== null && seat.identity !== room.owner;
  return isReserved(room, index) && !others ? onlyHost(room, index, does) : seat;
}
