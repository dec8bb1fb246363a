import type { Snapshot, WirePerson } from '../../src/protocol/room-state.ts';
import { pageOf } from '../requests/page.ts';
import { Refusal } from '../core/refusal.ts';
import { roleOf, type PersonRow, type RoomDoc } from '../model/room-doc.ts';
import type { RoomState, Store } from '../store/store.ts';
import { roles, type Role } from '../../src/protocol/role.ts';
import type { RoomRoutes } from '../requests/route-context.ts';
import { restGrid } from '../audio-room/seat-routes.ts';
import { invitationsTo, requestsFor } from '../audio-room/speaker-routes.ts';

const personOf = (room: RoomDoc, { identity, name, avatar, attributes }: PersonRow): WirePerson => ({
  identity,
  name,
  avatar,
  role: roleOf(room, identity),
  attributes,
});

/** Whoever asks is there, even before the media server has said so. Who is missed is not listed. */
const isThere = ({ identity, presence }: PersonRow, me: string) => presence === 'here' || identity === me;

/** Everybody who is there, oldest first. */
const present = ({ room, people }: RoomState, me: string): WirePerson[] =>
  [...people.values()]
    .filter((person) => isThere(person, me))
    .sort((a, b) => a.joinedAt - b.joinedAt)
    .map((person) => personOf(room, person));

/** Roles that were given; the others follow from the seats. */
const rolesOf = ({ owner, admins = [] }: RoomDoc): Record<string, Role> => ({
  ...Object.fromEntries(admins.map((admin) => [admin, 'admin'])),
  ...(owner !== null && { [owner]: 'host' }),
});

/** Everything that a person in the room may see. */
export const snapshot = (store: Store, state: RoomState, me: string, now: number) => {
  const { room } = state;
  return {
    ...restGrid(state),
    room: room.name,
    type: room.type,
    owner: room.owner,
    roles: rolesOf(room),
    participants: present(state, me),
    version: room.version,
    requests: requestsFor(state, me),
    invitations: invitationsTo(state, me),
    cleared: room.cleared?.includes(me) ?? false,
    comments: room.comments ?? { locked: false, by: null },
    chat: store.chatState(room),
    server_time: new Date(now).toISOString(),
  } satisfies Omit<Snapshot, 'seats'>;
};

export const roomRoutes = {
  readRoom: ({ actor, store, now }) => snapshot(store, actor, actor.me.identity, now),
  leaveRoom: ({ leave }) => leave(),
  endRoom: ({ close }) => close(),

  updateMe: ({ actor, body, commit }) => {
    const { me } = actor;
    const { name = me.name, avatar = me.avatar, attributes = me.attributes } = body;
    const after = commit({ people: [{ ...me, name, avatar, attributes }] });
    return personOf(after.room, after.people.get(me.identity)!);
  },
  listParticipants: ({ actor, query }) => {
    const all = present(actor, actor.me.identity);
    if (query['page'] === undefined) return { participants: all };
    const { limit, offset } = pageOf(query);
    return { participants: all.slice(offset, offset + limit) };
  },
  listByRole: ({ actor, query }) => {
    const role = roles.find((each) => each === query['role']);
    if (!role)
      throw new Refusal('invalid_request', `A role is one of ${roles.join(', ')}.`, { field: 'role' });
    const { number: page, limit: per_page, offset } = pageOf(query);
    const all = present(actor, actor.me.identity).filter((person) => person.role === role);
    return { participants: all.slice(offset, offset + per_page), page, per_page, total: all.length };
  },
  readParticipant: ({ actor, params }) => {
    const identity = params['identity'] ?? '';
    const person = actor.people.get(identity);
    if (person && isThere(person, actor.me.identity)) return personOf(actor.room, person);
    throw new Refusal('not_found', `'${identity}' is not in '${actor.room.name}'. Check the identity.`);
  },
} satisfies Partial<RoomRoutes>;
