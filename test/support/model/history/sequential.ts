import type { Happening } from './act.ts';
import { lineText, peopleRules } from './people-rules.ts';
import { gridText, isIn, moderates, settled, wrongOf, type Room } from './room.ts';
import type { Rule } from './rule.ts';
import { seatRules } from './seat-rules.ts';

/** What somebody may see of a room, all of it. */
export const viewText = (room: Room, who: string): string =>
  JSON.stringify([
    gridText(room),
    room.admins,
    room.lockedBy,
    room.requests.filter((each) => each.who === who || moderates(room, who)).map(({ id }) => id),
    room.invitations.filter(({ to }) => to === who).map(({ id }) => id),
  ]);

export const chatText = ({ chat }: Pick<Room, 'chat'>): string =>
  JSON.stringify([
    chat.at(-1)?.seq ?? 0,
    chat.flatMap(({ id, removedBy }) => (removedBy === null ? [] : [id])),
  ]);

/** Those who are still kept out. */
const lasting = (kept: Room['bans'], now: number): Room['bans'] =>
  Object.fromEntries(Object.entries(kept).filter(([, until]) => until > now));

const rules: Readonly<Record<Happening['act']['does'], Rule>> = {
  ...seatRules,
  ...peopleRules,
  read: (_, { who }) => ({ says: (room) => `${viewText(room, who)} ${chatText(room)}` }),
  readBans: (room, { who }) => ({
    says: () => (moderates(room, who) ? Object.keys(room.bans).sort().join() : ''),
  }),
  seeMuted: (room) => ({
    says: () =>
      room.silenced
        .filter((who) => isIn(room, who))
        .sort()
        .join(),
  }),
  readChat: (room) => ({ says: () => room.chat.slice(-100).map(lineText).join() }),
  mint: (room, { who }) => {
    if (who in room.bans) return '!banned';
    if (who in room.shut) return '!kicked';
    return {
      room: { ...room, there: { ...room.there, [who]: 'in' } },
      says: (after) => viewText(after, who),
    };
  },
  pass: (before, { lasts = 0 }) => {
    const now = before.now + lasts;
    const holds = ({ until }: { until: number }) => until > now;
    const [requests, invitations] = [before.requests.filter(holds), before.invitations.filter(holds)];
    const kept = { bans: lasting(before.bans, now), shut: lasting(before.shut, now) };
    return { room: { ...before, now, requests, invitations, ...kept } };
  },
};

/** Why somebody is not asked at all; by the time a ban is over nobody is banned. */
function shutOut(room: Room, who: string): string {
  const why = room.there[who];
  if (why === 'kicked') return '!kicked';
  return why === 'banned' && who in room.bans ? '!banned' : '!not_joined';
}

/** What the next answer must be, were this the next act, and the room after it. */
export function next(room: Room, { act, id }: Happening): { after: Room; told: string } {
  const may = ['mint', 'pass', 'seeMuted'].includes(act.does) || isIn(room, act.who);
  const ruling = may ? rules[act.does](room, act, id) : shutOut(room, act.who);
  if (typeof ruling === 'string') return { after: room, told: ruling };
  const after = ruling.room ? settled(room, ruling.room) : room;
  const wrong = wrongOf(after);
  if (wrong) throw new Error(`The rules themselves are wrong: ${wrong}, after ${JSON.stringify(act)}.`);
  return { after, told: ruling.says?.(after) ?? '' };
}
