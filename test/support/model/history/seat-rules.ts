import { empty, gridText, host, isKept, moderates, roleOf, seatOf, type Room, type Seat } from './room.ts';
import type { Rule, Ruling } from './rule.ts';

export const put = (room: Room, seats: Readonly<Record<number, Partial<Seat>>>): Room => ({
  ...room,
  seats: room.seats.map((seat, index) => ({ ...seat, ...seats[index] })),
});

/** Gets somebody up; a mute goes with them. */
export function up(room: Room, who: string): Room {
  const at = seatOf(room, who);
  if (at < 0) return room;
  const silenced = room.seats[at]!.muted ? [...room.silenced, who] : room.silenced;
  return { ...put(room, { [at]: { who: null, muted: false } }), silenced };
}

export function sit(room: Room, who: string, at: number): Room | string {
  if (seatOf(room, who) === at) return room;
  const seat = room.seats[at];
  if (!seat) return '!not_found';
  if (seat.locked) return '!seat_locked';
  if (seat.who !== null) return '!seat_taken';
  if (isKept(at) && who !== host) return '!target_protected';
  const standing = up(room, who);
  const muted = standing.silenced.includes(who);
  const silenced = standing.silenced.filter((each) => each !== who);
  return put({ ...standing, silenced }, { [at]: { who, muted } });
}

export const seatAnyone = (room: Room, who: string, wanted: number | null): Room | string => {
  const free = room.seats.findIndex((seat, at) => seat.who === null && !seat.locked && !isKept(at));
  if (wanted === null && free < 0) return '!no_free_seat';
  return sit(room, who, wanted ?? free);
};

export const answered = (room: Room | string, says = gridText): Ruling =>
  typeof room === 'string' ? room : { room, says };

/** Why somebody may not sit there by themselves. */
function kept(room: Room, who: string, at: number): string | null {
  if (isKept(at)) return who === host ? null : '!forbidden_role';
  const asks = room.mode === 'request' && seatOf(room, who) < 0 && !moderates(room, who);
  return asks ? '!request_required' : null;
}

/** An admin acts on no host and no other admin; everybody on themselves. */
export const protects = (room: Room, who: string, target: string | null | undefined): boolean =>
  typeof target === 'string' && target !== who && roleOf(room, who) !== 'host' && moderates(room, target);

/** Of a moderator, on a seat that is there, and on whoever sits in it. */
const onSeat =
  (
    does: (room: Room, seat: Seat, at: number) => Room | string,
    { spares = true, host: also = false } = {},
  ): Rule =>
  (room, { who, seat: at = 0 }) => {
    if (!moderates(room, who)) return '!forbidden_role';
    const seat = room.seats[at];
    if (spares && protects(room, who, seat?.who)) return '!target_protected';
    if (!seat) return '!not_found';
    if (!also && isKept(at) && (seat.who === null || seat.who === host)) return '!target_protected';
    return answered(does(room, seat, at));
  };

const mute = (muted: boolean) =>
  onSeat((room, { who }, at) => (who === null ? '!not_seated' : put(room, { [at]: { muted } })), {
    host: true,
  });

export const seatRules = {
  take: (room, { who, seat = 0 }) => kept(room, who, seat) ?? answered(sit(room, who, seat)),
  leave: (room, { who }) => answered(up(room, who)),
  move: (room, { who, seat = 0, target = who }) => {
    if (target !== who && !moderates(room, who)) return '!forbidden_role';
    if (protects(room, who, target)) return '!target_protected';
    const no = target === who ? kept(room, who, seat) : null;
    if (no) return no;
    const from = seatOf(room, target);
    if (from < 0) return '!not_seated';
    if (from === seat) return '!already_seated';
    return answered(sit(room, target, seat), (after) => `${gridText(after)} ${from}→${seat}`);
  },
  swap: (room, { who, seat: a = 0, other: b = 0 }) => {
    const [one, two] = [room.seats[a], room.seats[b]];
    if (!moderates(room, who)) return '!forbidden_role';
    if (protects(room, who, one?.who) || protects(room, who, two?.who)) return '!target_protected';
    if (!one || !two) return '!not_found';
    if (one.who === null && two.who === null) return '!not_seated';
    if (one.locked || two.locked) return '!seat_locked';
    const wrong = [...(isKept(a) ? [two] : []), ...(isKept(b) ? [one] : [])];
    if (wrong.some((seat) => seat.who !== null && seat.who !== host)) return '!target_protected';
    return answered(put(room, { [a]: two, [b]: one }));
  },
  kickSeat: onSeat((room, { who }) => (who === null ? '!not_seated' : up(room, who))),
  lock: onSeat((room, { who }, at) => put(who === null ? room : up(room, who), { [at]: { locked: true } })),
  unlock: onSeat((room, _, at) => put(room, { [at]: { locked: false } }), { spares: false }),
  mute: mute(true),
  unmute: mute(false),
  setup: (room, { who, seat: count = 0, mode = 'free' }) => {
    if (!moderates(room, who)) return '!forbidden_role';
    const beyond = room.seats.slice(count).flatMap((seat) => seat.who ?? []);
    if (beyond.some((each) => protects(room, who, each))) return '!target_protected';
    const rest = beyond.reduce(up, room);
    const seats = Array.from({ length: count }, (_, index) => rest.seats[index] ?? empty);
    return answered({ ...rest, seats, mode });
  },
} as const satisfies Record<string, Rule>;
