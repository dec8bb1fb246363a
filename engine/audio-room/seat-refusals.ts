import { Refusal } from '../core/refusal.ts';
import type { DocSeat, RoomDoc } from '../model/room-doc.ts';
import { isReserved } from './seats.ts';

/** There is no such seat. */
export const noSeat = (room: RoomDoc, index: number) =>
  new Refusal(
    'not_found',
    `Seat ${index + 1} was asked for, but '${room.name}' has ${room.seats.length} seats.`,
  );

/** A seat as people count them. */
export const place = (room: RoomDoc, index: number) => `seat ${index + 1} in '${room.name}'`;

/** It is kept for somebody else. */
export const onlyHost = (room: RoomDoc, index: number, does: string) =>
  new Refusal('target_protected', `Could not ${does} ${place(room, index)}: it is kept for the host.`);

/** Nobody sits on a locked seat, whoever would put them there. */
export const isLocked = (room: RoomDoc, index: number, does: string) =>
  new Refusal(
    'seat_locked',
    `Could not ${does} ${place(room, index)}: it is locked. Ask a host to unlock it.`,
  );

/** Whether `identity` could enter: the seat exists, is unlocked, empty, and not kept for another. */
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

/** What may not be done to the seat that is kept for the host. */
export function kept(room: RoomDoc, index: number, does: string): Refusal | DocSeat {
  const seat = room.seats[index];
  if (!seat) return noSeat(room, index);
  // Somebody who sat there before the room had an owner is not protected by it.
  const others = seat.identity !== null && seat.identity !== room.owner;
  return isReserved(room, index) && !others ? onlyHost(room, index, does) : seat;
}
