import type { InferOutput } from 'valibot';
import { rolesOf, type GivenRole, type Role } from '../../src/protocol/role.ts';
import type { endpoints } from '../../src/protocol/rest/endpoints.ts';
import { Refusal } from '../core/refusal.ts';
import type { Product } from '../model/product.ts';
import type { PersonRow, RoomDoc, RoomState } from '../model/room-doc.ts';
import type { Ruling } from '../model/ruling.ts';
import { withoutRights, type Rights } from '../room/rights.ts';

type Answer = InferOutput<(typeof endpoints.changeRole)['answer']>;

/** Changes the role of a participant, and with the role the place in the room. */
export function changeRole(
  product: Product,
  state: RoomState,
  person: PersonRow,
  role: GivenRole,
  now: number,
): Ruling<Answer> {
  const { room } = state;
  const { identity } = person;
  const previous = product.roleOf(room, identity);
  const doing = `Could not make '${identity}' ${role} in '${room.name}'`;
  const known: readonly Role[] = rolesOf[room.type];
  if (!known.includes(role))
    return new Refusal('invalid_request', `${doing}: the roles of this room are ${known.join(', ')}.`, {
      field: 'role',
    });
  if (previous === 'host')
    return new Refusal('target_protected', `${doing}: the host stays host until the room closes.`);
  if (previous === role) return new Refusal('role_unchanged', `${doing}: they are that already.`);
  const rights = withRight(room, person, role, now);
  const people = new Map(state.people).set(identity, rights.person);
  const ruling = product.placeFor({ ...state, room: rights.room, people }, identity, role);
  if (ruling instanceof Refusal) return ruling;
  const answer = { identity, role, previous_role: previous };
  return {
    ...ruling,
    people: [...(rights.person === person ? [] : [rights.person]), ...(ruling.people ?? [])],
    answer,
    messages: [{ to: 'all', body: { type: '_role_change', ...answer } }],
  };
}

function withRight(room: RoomDoc, person: PersonRow, role: GivenRole, now: number): Rights {
  const { admins = [] } = room;
  const { identity } = person;
  if (role === 'admin') return { room: { ...room, admins: [...admins, identity] }, person };
  // A listener who becomes a speaker still sits down without a request.
  return role === rolesOf[room.type].at(-1) || admins.includes(identity)
    ? withoutRights(room, person, now)
    : { room, person };
}

/** Whether only host and admins may write to the chat. */
export function lockComments(room: RoomDoc, locked: boolean, by: string): Ruling {
  if ((room.comments?.locked ?? false) === locked) return { room };
  return {
    room: { ...room, comments: { locked, by: (locked && by) || null } },
    messages: [{ to: 'all', body: { type: '_chat_lock', locked, by: by || null } }],
  };
}
