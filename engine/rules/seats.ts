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

const onlyHost = (room: RoomDoc, index: number, does: string) =>
  new Refusal('target_protected', `Could not ${does} ${place(room, index)}: it is kept for the host.`);

/** Whether `identity` could enter: the seat exists, is unlocked, empty, and not kept for another. */
function entry(room: RoomDoc, identity: string, index: number): Refusal | DocSeat {
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
  if (isReserved(room, index) && identity !== room.owner) return onlyHost(room, index, 'take');
  return seat;
}

/** Sits down; from another seat, the move is one commit. Taking the seat one holds changes nothing. */
export function take(room: RoomDoc, identity: string, index: number): Ruling {
  const from = seatOf(room, identity);
  if (from === index && from >= 0) return { room };
  const refused = entry(room, identity, index);
  if (refused instanceof Refusal) return refused;
  const silenced = room.silenced ?? [];
  const muted = room.seats[from]?.muted ?? silenced.includes(identity);
  const seated = put(room, { ...vacated(room, from), [index]: { ...emptySeat, identity, muted } });
  return { room: { ...seated, silenced: silenced.filter((each) => each !== identity) } };
}

const vacated = (room: RoomDoc, index: number): Record<number, DocSeat> =>
  index < 0 ? {} : { [index]: { ...emptySeat, locked: room.seats[index]!.locked } };

/** Makes seats empty. Who was muted there stays so: leaving a seat and taking it again is no way out. */
function vacate(room: RoomDoc, seats: Readonly<Record<number, DocSeat>>): RoomDoc {
  const muted = Object.keys(seats).flatMap((index) => {
    const seat = room.seats[Number(index)];
    return seat?.muted && seat.identity !== null ? [seat.identity] : [];
  });
  return { ...put(room, seats), silenced: [...new Set([...(room.silenced ?? []), ...muted])] };
}

/** Gets up. Who sits nowhere has nothing to do, which is no error: a retry must succeed. */
export const leave = (room: RoomDoc, identity: string): Ruling => {
  const index = seatOf(room, identity);
  return { room: index < 0 ? room : vacate(room, vacated(room, index)) };
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
  for (const [index, { identity }] of [[a, other] as const, [b, one] as const])
    if (isReserved(room, index) && identity !== null && identity !== room.owner)
      return onlyHost(room, index, 'swap somebody into');
  return {
    room: put(room, { [a]: { ...other, locked: one.locked }, [b]: { ...one, locked: other.locked } }),
  };
}

/** What may not be done to the seat that is kept for the host. */
function kept(room: RoomDoc, index: number, does: string): Refusal | DocSeat {
  const seat = room.seats[index];
  if (!seat) return noSeat(room, index);
  // Somebody who sat there before the room had an owner is not protected by it.
  const others = seat.identity !== null && seat.identity !== room.owner;
  return isReserved(room, index) && !others ? onlyHost(room, index, does) : seat;
}

export function kick(room: RoomDoc, index: number): Ruling {
  const seat = kept(room, index, 'free');
  if (seat instanceof Refusal) return seat;
  if (seat.identity === null)
    return new Refusal('not_seated', `Could not free ${place(room, index)}: nobody sits there.`);
  return { room: vacate(room, vacated(room, index)) };
}

export function lock(room: RoomDoc, index: number, locked: boolean): Ruling {
  const seat = kept(room, index, locked ? 'lock' : 'unlock');
  if (seat instanceof Refusal) return seat;
  if (seat.locked === locked) return { room };
  return { room: vacate(room, { [index]: { ...(locked ? emptySeat : seat), locked } }) };
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
  const beyond = Object.fromEntries(room.seats.map((_, index) => [index, emptySeat]).slice(layout.count));
  const { silenced = [] } = vacate(room, beyond);
  const seats = Array.from({ length: layout.count }, (_, index) => room.seats[index] ?? emptySeat);
  return { room: { ...room, seats, silenced, mode: layout.mode, modeId: layout.modeId } };
}

/** Who holds the seat, for the check of protected people. */
export const holder = (room: RoomDoc, index: number): string | null => room.seats[index]?.identity ?? null;

/** Whether somebody with this role may be acted on is the policy table's word; this finds the role. */
export const roleIn = (room: RoomDoc, index: number) => {
  const identity = holder(room, index);
  return identity === null ? null : roleOf(room, identity);
};
