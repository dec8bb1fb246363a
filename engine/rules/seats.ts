import type { SeatMode } from '../../src/protocol/seat.ts';
import { Refusal } from '../refusal.ts';
import { emptySeat, isReserved, roleOf, seatOf, type DocSeat, type RoomDoc } from '../room-doc.ts';

/** What a rule makes of a room. `null` for the room: nothing changed. */
export type Ruling<A = object> = { readonly room: RoomDoc; readonly answer?: A } | Refusal;

const put = (room: RoomDoc, changes: Readonly<Record<number, DocSeat>>): RoomDoc => ({
  ...room,
  seats: room.seats.map((seat, index) => changes[index] ?? seat),
});

const noSeat = (room: RoomDoc, index: number) =>
  new Refusal(
    'not_found',
    `Seat ${index + 1} was asked for, but '${room.name}' has ${room.seats.length} seats.`,
  );

const place = (room: RoomDoc, index: number) => `seat ${index + 1} in '${room.name}'`;

/** Whether `index` could be entered: it exists, is unlocked and empty. */
function entry(room: RoomDoc, index: number): Refusal | DocSeat {
  const seat = room.seats[index];
  if (!seat) return noSeat(room, index);
  if (seat.locked)
    return new Refusal(
      'seat_locked',
      `Could not take ${place(room, index)}: it is locked. Ask a host to unlock it.`,
    );
  if (seat.identity !== null)
    return new Refusal(
      'seat_taken',
      `Could not take ${place(room, index)}: somebody sits there. Choose another seat.`,
    );
  return seat;
}

/** Sits down; from another seat, the move is one commit. Taking the seat one holds changes nothing. */
export function take(room: RoomDoc, identity: string, index: number): Ruling {
  const from = seatOf(room, identity);
  if (from === index && from >= 0) return { room };
  const refused = entry(room, index);
  if (refused instanceof Refusal) return refused;
  const muted = room.seats[from]?.muted ?? false;
  return { room: put(room, { ...vacated(room, from), [index]: { ...emptySeat, identity, muted } }) };
}

const vacated = (room: RoomDoc, index: number): Record<number, DocSeat> =>
  index < 0 ? {} : { [index]: { ...emptySeat, locked: room.seats[index]!.locked } };

/** Gets up. Who sits nowhere has nothing to do, which is no error: a retry must succeed. */
export const leave = (room: RoomDoc, identity: string): Ruling => {
  const index = seatOf(room, identity);
  return { room: index < 0 ? room : put(room, vacated(room, index)) };
};

export function move(room: RoomDoc, identity: string, target: number): Ruling<{ from: number; to: number }> {
  const from = seatOf(room, identity);
  if (from < 0)
    return new Refusal(
      'not_seated',
      `Could not move '${identity}' in '${room.name}': they hold no seat. Take one first.`,
    );
  if (from === target)
    return new Refusal(
      'already_seated',
      `Could not move '${identity}': they sit in ${place(room, target)} already.`,
    );
  const ruling = take(room, identity, target);
  return ruling instanceof Refusal ? ruling : { ...ruling, answer: { from, to: target } };
}

export function swap(room: RoomDoc, a: number, b: number): Ruling {
  for (const index of [a, b]) if (!room.seats[index]) return noSeat(room, index);
  const [one, other] = [room.seats[a]!, room.seats[b]!];
  if (one.identity === null && other.identity === null)
    return new Refusal(
      'not_seated',
      `Could not swap seats ${a + 1} and ${b + 1} in '${room.name}': nobody sits there.`,
    );
  return {
    room: put(room, { [a]: { ...other, locked: one.locked }, [b]: { ...one, locked: other.locked } }),
  };
}

/** What may not be done to the seat that is kept for the host. */
function kept(room: RoomDoc, index: number, does: string): Refusal | DocSeat {
  const seat = room.seats[index];
  if (!seat) return noSeat(room, index);
  if (isReserved(room, index))
    return new Refusal(
      'target_protected',
      `Could not ${does} ${place(room, index)}: it is kept for the host.`,
    );
  return seat;
}

export function kick(room: RoomDoc, index: number): Ruling {
  const seat = kept(room, index, 'free');
  if (seat instanceof Refusal) return seat;
  if (seat.identity === null)
    return new Refusal('not_seated', `Could not free ${place(room, index)}: nobody sits there.`);
  return { room: put(room, vacated(room, index)) };
}

export function lock(room: RoomDoc, index: number, locked: boolean): Ruling {
  const seat = kept(room, index, locked ? 'lock' : 'unlock');
  if (seat instanceof Refusal) return seat;
  if (seat.locked === locked) return { room };
  return { room: put(room, { [index]: { ...(locked ? emptySeat : seat), locked } }) };
}

export function mute(room: RoomDoc, index: number, muted: boolean): Ruling {
  const seat = room.seats[index];
  if (!seat) return noSeat(room, index);
  if (seat.identity === null)
    return new Refusal('not_seated', `Could not mute ${place(room, index)}: nobody sits there.`);
  return { room: seat.muted === muted ? room : put(room, { [index]: { ...seat, muted } }) };
}

/** People in seats that vanish get up. */
export function setup(
  room: RoomDoc,
  layout: { count: number; mode: SeatMode; modeId: string | null },
): Ruling {
  const seats = Array.from({ length: layout.count }, (_, index) => room.seats[index] ?? emptySeat);
  return { room: { ...room, seats, mode: layout.mode, modeId: layout.modeId } };
}

/** Who holds the seat, for the check of protected people. */
export const holder = (room: RoomDoc, index: number): string | null => room.seats[index]?.identity ?? null;

/** Whether somebody with this role may be acted on is the policy table's word; this finds the role. */
export const roleIn = (room: RoomDoc, index: number) => {
  const identity = holder(room, index);
  return identity === null ? null : roleOf(room, identity);
};
