import { isIn, moderates, roleOf, seatOf, type Line, type Room } from './room.ts';
import type { Rule } from './rule.ts';
import { answered, protects, put, seatAnyone, up } from './seat-rules.ts';

const nothing = () => '';
const kept = 300;
/** Milliseconds: a request waits, an invitation holds, and who was kicked stays out. */
const [requestFor, invitationFor, kickedFor] = [600_000, 60_000, 30_000];

export const lineText = ({ id, seq, message, who, text, removedBy }: Line): string =>
  JSON.stringify([id, seq, message, who, text, removedBy]);

/** For moderators only. */
const moderator =
  (rule: Rule): Rule =>
  (room, act, id) =>
    moderates(room, act.who) ? rule(room, act, id) : '!forbidden_role';

const out = (room: Room, who: string, why: 'left' | 'kicked' | 'banned'): Room => {
  const kept = why === 'left' ? room : { ...room, admins: room.admins.filter((each) => each !== who) };
  if (!isIn(kept, who)) return kept;
  const shut = why === 'kicked' ? { ...room.shut, [who]: room.now + kickedFor } : room.shut;
  return { ...up(kept, who), shut, there: { ...room.there, [who]: why } };
};

const lockComments = (by: 'me' | null) =>
  moderator((room, { who }) => {
    if ((room.lockedBy === null) === (by === null)) return { says: nothing };
    return { room: { ...room, lockedBy: by && who }, says: nothing };
  });

export const peopleRules = {
  request: (room, { who }, id) => {
    if (room.mode !== 'request') return '!feature_disabled';
    if (seatOf(room, who) >= 0) return '!already_seated';
    if (room.requests.some((each) => each.who === who)) return '!already_requested';
    const asked = { id, who, until: room.now + requestFor };
    return { room: { ...room, requests: [...room.requests, asked] }, says: ({ rev }) => String(rev) };
  },
  cancel: (room, { who }) => ({
    room: { ...room, requests: room.requests.filter((each) => each.who !== who) },
    says: nothing,
  }),
  approve: moderator((room, { id, seat = null }) => {
    const asked = room.requests.find((each) => each.id === id);
    return asked ? answered(seatAnyone(room, asked.who, seat)) : '!request_gone';
  }),
  reject: moderator((room, { id }) => {
    const requests = room.requests.filter((each) => each.id !== id);
    if (requests.length === room.requests.length) return '!request_gone';
    return { room: { ...room, requests }, says: nothing };
  }),
  invite: moderator((room, { who: from, target: to = '', seat = null }, id) => {
    if (!isIn(room, to)) return '!not_found';
    if (seatOf(room, to) >= 0) return '!already_seated';
    if (seat !== null && !room.seats[seat]) return '!not_found';
    const others = room.invitations.filter((each) => each.to !== to);
    const sent = { id, from, to, seat, until: room.now + invitationFor };
    return { room: { ...room, invitations: [...others, sent] }, says: nothing };
  }),
  accept: (room, { who, id }) => {
    const mine = room.invitations.find((each) => each.id === id && each.to === who);
    return mine ? answered(seatAnyone(room, who, mine.seat)) : '!invite_expired';
  },
  decline: (room, { who, id }) => {
    const mine = room.invitations.find((each) => each.id === id && each.to === who);
    if (!mine) return '!invite_expired';
    return {
      room: { ...room, invitations: room.invitations.filter((each) => each !== mine) },
      says: nothing,
    };
  },
  changeRole: (room, { who, target = '', role = 'listener' }) => {
    if (roleOf(room, who) !== 'host') return '!owner_only';
    if (!isIn(room, target)) return '!not_found';
    const previous = roleOf(room, target);
    if (previous === 'host') return '!target_protected';
    if (previous === role) return '!role_unchanged';
    const others = room.admins.filter((each) => each !== target);
    const named = { ...room, admins: role === 'admin' ? [...others, target] : others };
    const seated = seatOf(room, target) >= 0;
    if (role === 'speaker' && !seated)
      return answered(seatAnyone(named, target, null), () => `${role} ${previous}`);
    return { room: role === 'listener' ? up(named, target) : named, says: () => `${role} ${previous}` };
  },
  forceMute: moderator((room, { who, target = '', muted = false }) => {
    if (!isIn(room, target)) return '!not_found';
    const mine = target === who && roleOf(room, who) !== 'host';
    if (mine || protects(room, who, target)) return '!target_protected';
    const at = seatOf(room, target);
    if (at >= 0) return { room: put(room, { [at]: { muted } }), says: nothing };
    const others = room.silenced.filter((each) => each !== target);
    return { room: { ...room, silenced: muted ? [...others, target] : others }, says: nothing };
  }),
  kick: moderator((room, { who, target = '' }) => {
    if (!isIn(room, target)) return '!not_found';
    if (target === who || protects(room, who, target)) return '!target_protected';
    return { room: out(room, target, 'kicked'), says: nothing };
  }),
  ban: moderator((room, { who, target = '', lasts }) => {
    if (target === who || protects(room, who, target)) return '!target_protected';
    const until = lasts === undefined ? 1e15 : room.now + lasts * 1000;
    return {
      room: { ...out(room, target, 'banned'), bans: { ...room.bans, [target]: until } },
      says: () => target,
    };
  }),
  unban: moderator((room, { target = '' }) => {
    const { [target]: _, ...bans } = room.bans;
    return { room: { ...room, bans }, says: nothing };
  }),
  lockComments: lockComments('me'),
  unlockComments: lockComments(null),
  say: (room, { who, id: message = '' }, id) => {
    if (room.lockedBy !== null && !moderates(room, who)) return '!comments_locked';
    const before = room.chat.find((each) => each.who === who && each.message === message);
    if (before) return { says: () => lineText(before) };
    const seq = (room.chat.at(-1)?.seq ?? 0) + 1;
    const line = { id, seq, message, who, text: `This is ${message}.`, removedBy: null };
    return { room: { ...room, chat: [...room.chat.slice(1 - kept), line] }, says: () => lineText(line) };
  },
  unsay: (room, { who, id }) => {
    const line = room.chat.find((each) => each.id === id);
    if (!line) return '!not_found';
    if (line.who !== who && !moderates(room, who)) return '!forbidden_role';
    if (protects(room, who, line.who)) return '!target_protected';
    if (line.removedBy !== null) return { says: nothing };
    const removed = { ...line, text: '', removedBy: who };
    return {
      room: { ...room, chat: room.chat.map((each) => (each === line ? removed : each)) },
      says: nothing,
    };
  },
  quit: (room, { who }) => ({ room: out(room, who, 'left'), says: nothing }),
} as const satisfies Record<string, Rule>;
