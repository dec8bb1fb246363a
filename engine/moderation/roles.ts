import type { InferOutput } from 'valibot';
import type { InviteRole } from '../../src/protocol/moderation/moderation-endpoints.ts';
import type { endpoints } from '../../src/protocol/rest/endpoints.ts';
import type { Invite } from '../auth/token-claims.ts';
import { Refusal } from '../core/refusal.ts';
import { roleOf, seatOf, type RoomDoc } from '../model/room-doc.ts';
import type { Ruling } from '../model/ruling.ts';
import { firstFree, leave, take } from '../audio-room/seat-rules.ts';

type Given = InferOutput<(typeof endpoints.changeRole)['body']>['role'];
type Answer = InferOutput<(typeof endpoints.changeRole)['answer']>;

/** What has to be true of the seat for a role that follows from it. */
function seatFor(room: RoomDoc, identity: string, role: Given): Ruling {
  if (role === 'listener') return leave(room, identity);
  if (role === 'admin' || seatOf(room, identity) >= 0) return { room };
  const free = firstFree(room);
  return free instanceof Refusal ? free : take(room, identity, free);
}

/** A speaker sits, a listener does not, an admin may do either. */
export function changeRole(room: RoomDoc, identity: string, role: Given, now: number): Ruling<Answer> {
  const previous = roleOf(room, identity);
  const doing = `Could not make '${identity}' ${role} in '${room.name}'`;
  if (previous === 'host')
    return new Refusal('target_protected', `${doing}: the host stays host until the room closes.`);
  if (previous === role) return new Refusal('role_unchanged', `${doing}: they are that already.`);
  const ruling = seatFor(withRight(room, identity, role, now), identity, role);
  if (ruling instanceof Refusal) return ruling;
  const answer = { identity, role, previous_role: previous };
  return { ...ruling, answer, messages: [{ to: 'all', body: { type: '_role_change', ...answer } }] };
}

function withRight(room: RoomDoc, identity: string, role: Given, now: number): RoomDoc {
  const { admins = [] } = room;
  if (role === 'admin') return { ...room, admins: [...admins, identity] };
  // Who is made a speaker still sits down without asking.
  return role === 'listener' || admins.includes(identity) ? withoutRights(room, identity, now) : room;
}

/**
 * Whoever is put out, or kept out, comes back as a listener: what they were given is gone.
 *
 * @param owned also that the room is theirs: only the backend can put its owner out, and a kick is no ban
 */
export function withoutRights(room: RoomDoc, identity: string, now: number, owned = false): RoomDoc {
  const { admins = [], cleared = [] } = room;
  const owner = owned && room.owner === identity ? null : room.owner;
  if (owner === room.owner && !admins.includes(identity) && !cleared.includes(identity)) return room;
  const others = (all: readonly string[]) => all.filter((each) => each !== identity);
  const withdrawn = [
    ...(room.withdrawn ?? []).filter((each) => each.identity !== identity),
    { identity, at: now },
  ];
  return { ...room, owner, admins: others(admins), cleared: others(cleared), withdrawn };
}

/** What a link says of whoever opens it: nothing where it is older than the taking away. */
export const linkedAs = (room: RoomDoc, identity: string, link: Invite | null): InviteRole | null =>
  link && !room.withdrawn?.some((each) => each.identity === identity && each.at >= link.made)
    ? link.role
    : null;

/** What a signed link makes of whoever opens it; that of a host is the claim of the room. */
export function byLink(room: RoomDoc, identity: string, role: InviteRole): RoomDoc {
  if (roleOf(room, identity) === 'host') return room;
  const { admins = [], cleared = [] } = room;
  if (role === 'admin' && !admins.includes(identity)) return { ...room, admins: [...admins, identity] };
  if (role === 'speaker' && !cleared.includes(identity)) return { ...room, cleared: [...cleared, identity] };
  return room;
}

/** Whether only host and admins may write. */
export function lockComments(room: RoomDoc, locked: boolean, by: string): Ruling {
  if ((room.comments?.locked ?? false) === locked) return { room };
  return {
    room: { ...room, comments: { locked, by: (locked && by) || null } },
    messages: [{ to: 'all', body: { type: '_chat_lock', locked, by: by || null } }],
  };
}
