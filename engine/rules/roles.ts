import type { InferOutput } from 'valibot';
import type { InviteRole } from '../../src/protocol/rest/moderation.ts';
import type { endpoints } from '../../src/protocol/rest/endpoints.ts';
import { Refusal } from '../refusal.ts';
import { roleOf, seatOf, type RoomDoc } from '../room-doc.ts';
import type { Ruling } from './ruling.ts';
import { firstFree, leave, take } from './seats.ts';

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
export function changeRole(room: RoomDoc, identity: string, role: Given): Ruling<Answer> {
  const previous = roleOf(room, identity);
  const doing = `Could not make '${identity}' ${role} in '${room.name}'`;
  if (previous === 'host')
    return new Refusal('target_protected', `${doing}: the host stays host until the room closes.`);
  if (previous === role) return new Refusal('role_unchanged', `${doing}: they are that already.`);
  const others = (room.admins ?? []).filter((each) => each !== identity);
  const admins = role === 'admin' ? [...others, identity] : others;
  const ruling = seatFor({ ...room, admins }, identity, role);
  if (ruling instanceof Refusal) return ruling;
  const answer = { identity, role, previous_role: previous };
  return { ...ruling, answer, messages: [{ to: 'all', body: { type: '_role_change', ...answer } }] };
}

/** Whoever is put out, or kept out, comes back as a listener: what they were given is gone. */
export function withoutRights(room: RoomDoc, identity: string): RoomDoc {
  const { admins = [], cleared = [] } = room;
  if (!admins.includes(identity) && !cleared.includes(identity)) return room;
  const others = (all: readonly string[]) => all.filter((each) => each !== identity);
  return { ...room, admins: others(admins), cleared: others(cleared) };
}

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
