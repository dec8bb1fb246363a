import type { SeatMode } from '../../src/protocol/seat.ts';
import { Refusal } from '../core/refusal.ts';
import { emptySeat, type DocSeat, type RoomDoc, type RoomState } from '../model/room-doc.ts';
import type { Ruling } from '../model/ruling.ts';
import { mutedRuling } from '../room/rights.ts';
import { entry, isLocked, kept, noSeat, onlyHost, place } from './seat-refusals.ts';
import { isReserved, seatOf } from './seats.ts';

/** Seats that change, by index. A moderator's mute is kept with the person, and so stays over every change of seats. */
type Seats = Readonly<Record<number, DocSeat>>;

const put = (room: RoomDoc, changes: Seats): RoomDoc => ({
  ...room,
  seats: room.seats.map((seat, index) => changes[index] ?? seat),
});

const vacated = (room: RoomDoc, index: number): Seats =>
  index < 0 ? {} : { [index]: { ...emptySeat, locked: room.seats[index]!.locked } };

/** Takes a seat; from another seat, the move is one commit. To take the own seat changes nothing. */
export function take(room: RoomDoc, identity: string, index: number): Ruling {
  const from = seatOf(room, identity);
  if (from === index && from >= 0) return { room };
  const refused = entry(room, identity, index);
  if (refused instanceof Refusal) return refused;
  return { room: put(room, { ...vacated(room, from), [index]: { ...emptySeat, identity } }) };
}

/** Leaves the seat. Without a seat there is nothing to do, which is no error: a retry must succeed. */
export const leave = (room: RoomDoc, identity: string): RoomDoc => {
  const index = seatOf(room, identity);
  return index < 0 ? room : put(room, vacated(room, index));
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
  return { room: put(room, vacated(room, index)) };
}

export function lock(room: RoomDoc, index: number, locked: boolean): Ruling {
  const seat = kept(room, index, locked ? 'lock' : 'unlock');
  if (seat instanceof Refusal) return seat;
  if (seat.locked === locked) return { room };
  return { room: put(room, { [index]: { ...(locked ? emptySeat : seat), locked } }) };
}

/** Mutes the participant on a seat. */
export function mute(state: RoomState, index: number, muted: boolean): Ruling {
  const { room, people } = state;
  const seat = room.seats[index];
  if (!seat) return noSeat(room, index);
  const person = seat.identity === null ? undefined : people.get(seat.identity);
  if (!person) return new Refusal('not_seated', `Could not mute ${place(room, index)}: nobody sits there.`);
  return mutedRuling(room, person, { audio: true, video: false }, muted);
}

/** Participants on seats that vanish lose their seats. */
export const setup = (
  room: RoomDoc,
  layout: { count: number; mode: SeatMode; modeId: string | null },
): RoomDoc => ({
  ...room,
  seats: Array.from({ length: layout.count }, (_, index) => room.seats[index] ?? emptySeat),
  mode: layout.mode,
  modeId: layout.modeId,
});

/** The first seat that every participant may take. */
export function firstFree(room: RoomDoc): number | Refusal {
  const index = room.seats.findIndex(
    (seat, at) => seat.identity === null && !seat.locked && !isReserved(room, at),
  );
  if (index >= 0) return index;
  return new Refusal('no_free_seat', `Nobody more can sit down in '${room.name}': no seat is free.`);
}

/** The participant on a seat, for the check of protected people. */
export const holder = (room: RoomDoc, index: number): string | null => room.seats[index]?.identity ?? null;
