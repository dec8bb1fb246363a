/** A room as the check of its history thinks of it: far less than the engine keeps. */
export interface Room {
  readonly now: number;
  readonly rev: number;
  readonly mode: string;
  readonly seats: readonly Seat[];
  readonly requests: readonly Request[];
  readonly invitations: readonly Invitation[];
  readonly admins: readonly string[];
  /** Who locked the comments. */
  readonly lockedBy: string | null;
  /** Who was muted and sits nowhere. */
  readonly silenced: readonly string[];
  readonly there: Readonly<Record<string, 'in' | 'left' | 'kicked' | 'banned'>>;
  /** Who is kept out until when, by a ban or for a while after a kick. */
  readonly bans: Readonly<Record<string, number>>;
  readonly shut: Readonly<Record<string, number>>;
  readonly chat: readonly Line[];
}
export interface Seat {
  readonly who: string | null;
  readonly locked: boolean;
  readonly muted: boolean;
}
export interface Request {
  readonly id: string;
  readonly who: string;
  readonly until: number;
}
export interface Invitation {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly seat: number | null;
  readonly until: number;
}
export interface Line {
  readonly id: string;
  readonly seq: number;
  readonly message: string;
  readonly who: string;
  readonly text: string;
  readonly removedBy: string | null;
}

/** The owner of every room that is played, and the seat that is kept for them. */
export const host = 'host';
const hostSeat = 0;

export const empty: Seat = { who: null, locked: false, muted: false };

/** As its host makes it. */
export const newRoom = (): Room => ({
  now: 0,
  rev: 1,
  mode: 'request',
  seats: Array.from({ length: 8 }, () => empty),
  requests: [],
  invitations: [],
  admins: [],
  lockedBy: null,
  silenced: [],
  there: {},
  bans: {},
  shut: {},
  chat: [],
});

export const seatOf = (room: Room, who: string): number => room.seats.findIndex((seat) => seat.who === who);

export function roleOf(room: Room, who: string): 'host' | 'admin' | 'speaker' | 'listener' {
  if (who === host) return 'host';
  if (room.admins.includes(who)) return 'admin';
  return seatOf(room, who) < 0 ? 'listener' : 'speaker';
}

export const moderates = (room: Room, who: string): boolean => ['host', 'admin'].includes(roleOf(room, who));

export const isIn = (room: Room, who: string): boolean => room.there[who] === 'in';

export const isKept = (seat: number): boolean => seat === hostSeat;

/** What an answer's grid has to say. */
export const gridText = (room: Room): string =>
  JSON.stringify([
    room.rev,
    room.mode,
    room.requests.map(({ id }) => id),
    room.seats.map(({ who, locked, muted }) => [who, locked, muted, who === null ? null : roleOf(room, who)]),
  ]);

/** What everybody sees, but for its count. */
const seen = (room: Room) => JSON.stringify([gridText({ ...room, rev: 0 }), room.admins, room.lockedBy]);

/** Two rooms with one key have one future. */
export const keyOf = ({ chat, ...rest }: Room): string =>
  JSON.stringify([rest, chat.at(-1)?.id, chat.map(({ removedBy }) => removedBy ?? '').join()]);

/** After a change: nothing is left that rested on what is gone, and `rev` has grown where anybody sees it. */
export function settled(before: Room, after: Room): Room {
  const waits = (who: string) => isIn(after, who) && seatOf(after, who) < 0;
  const room: Room = {
    ...after,
    requests: after.requests.filter(({ who }) => after.mode === 'request' && waits(who)),
    invitations: after.invitations.filter(
      ({ from, to }) =>
        before.mode === after.mode && waits(to) && isIn(after, from) && moderates(after, from),
    ),
  };
  if (keyOf(room) === keyOf(before)) return before;
  return seen(room) === seen(before) ? room : { ...room, rev: before.rev + 1 };
}

/** What no room may ever be. */
export function wrongOf({ seats, requests, silenced, chat }: Room): string | null {
  const sitting = seats.flatMap(({ who }) => who ?? []);
  if (new Set(sitting).size < sitting.length) return 'somebody sits on two seats';
  if (seats.some(({ who, locked }) => locked && who !== null)) return 'somebody sits on a locked seat';
  if (new Set(requests.map(({ who }) => who)).size < requests.length) return 'somebody has asked twice';
  if (sitting.some((who) => silenced.includes(who))) return 'a mute is in two places';
  if (chat.some(({ seq }, index) => index && seq !== chat[index - 1]!.seq + 1)) return 'the chat has a hole';
  return null;
}
