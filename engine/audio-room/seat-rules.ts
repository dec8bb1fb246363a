import type { SeatMode } from '../../src/protocol/seat.ts';
import { Refusal } from '../core/refusal.ts';
import { entry, isLocked, kept, noSeat, onlyHost, place } from './seat-refusals.ts';
import type { Ruling } from '../model/ruling.ts';
import { emptySeat, isReserved, seatOf, type DocSeat, type RoomDoc } from '../model/room-doc.ts';

const put = (room: RoomDoc, changes: Readonly<Record<number, DocSeat>>): RoomDoc => ({
  ...room,
  seats: room.seats.map((seat, index) => changes[index] ?? seat),
});

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
  for (const [index, { locked }] of [[a, one] as const, [b, other] as const])
    if (locked) return isLocked(room, index, 'swap somebody into');
  for (const [index, { identity }] of [[a, other] as const, [b, one] as const])
    if (isReserved(room, index) && identity !== null && identity !== room.owner)
      return onlyHost(room, index, 'swap somebody into');
  return { room: put(room, { [a]: other, [b]: one }) };
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

/** Mutes a person, wherever they sit, and also where they sit nowhere yet. */
export function silence(room: RoomDoc, identity: string, muted: boolean): Ruling {
  const index = seatOf(room, identity);
  if (index >= 0) return mute(room, index, muted);
  const { silenced = [] } = room;
  if (silenced.includes(identity) === muted) return { room };
  const others = silenced.filter((each) => each !== identity);
  return { room: { ...room, silenced: muted ? [...others, identity] : others } };
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

/** The first seat that anybody could enter. */
export function firstFree(room: RoomDoc): number | Refusal {
  const index = room.seats.findIndex(
    (seat, at) => seat.identity === null && !seat.locked && !isReserved(room, at),
  );
  if (index >= 0) return index;
  return new Refusal('no_free_seat', `Nobody more can sit down in '${room.name}': no seat is free.`);
}

/** Who holds the seat, for the check of protected people. */
export const holder = (room: RoomDoc, index: number): string | null => room.seats[index]?.identity ?? null;
