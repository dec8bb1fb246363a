import type { Snapshot, WirePerson } from '../../src/protocol/room-state.ts';
import { Refusal } from '../refusal.ts';
import { roleOf, type PersonRow, type RoomDoc } from '../room-doc.ts';
import type { RoomState } from '../store/store.ts';
import { roles, type Role } from '../../src/protocol/role.ts';
import type { RoomRoutes } from './context.ts';
import { restGrid } from './seats.ts';

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
export const snapshot = (state: RoomState, me: string, now: number) => {
  const { room } = state;
  return {
    ...restGrid(state),
    room: room.name,
    type: room.type,
    owner: room.owner,
    roles: rolesOf(room),
    participants: present(state, me),
    server_time: new Date(now).toISOString(),
  } satisfies Omit<Snapshot, 'seats'>;
};

const whole = (text: string | undefined, otherwise: number, most: number): number => {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Refusal(
    'invalid_request',
    `A page is a whole number from 1, and has at most ${most} people, not '${text}'.`,
  );
};

export const roomRoutes = {
  readRoom: ({ actor, now }) => snapshot(actor, actor.me.identity, now),
  leaveRoom: ({ leave }) => leave(),
  endRoom: ({ close }) => close(),

  updateMe: ({ actor, body, commit }) => {
    const { me } = actor;
    const { name = me.name, avatar = me.avatar, attributes = me.attributes } = body;
    const after = commit({ people: [{ ...me, name, avatar, attributes }] });
    return personOf(after.room, after.people.get(me.identity)!);
  },
  listParticipants: ({ actor }) => ({ participants: present(actor, actor.me.identity) }),
  listByRole: ({ actor, query }) => {
    const role = roles.find((each) => each === query['role']);
    if (!role)
      throw new Refusal('invalid_request', `A role is one of ${roles.join(', ')}.`, { field: 'role' });
    const per_page = whole(query['per_page'], 50, 100);
    const page = whole(query['page'], 1, Number.MAX_SAFE_INTEGER);
    const all = present(actor, actor.me.identity).filter((person) => person.role === role);
    const start = (page - 1) * per_page;
    return { participants: all.slice(start, start + per_page), page, per_page, total: all.length };
  },
  readParticipant: ({ actor, params }) => {
    const identity = params['identity'] ?? '';
    const person = actor.people.get(identity);
    if (person && isThere(person, actor.me.identity)) return personOf(actor.room, person);
    throw new Refusal('not_found', `'${identity}' is not in '${actor.room.name}'. Check the identity.`);
  },
} satisfies Partial<RoomRoutes>;
