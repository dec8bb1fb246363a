import { roles } from '../../src/protocol/role.ts';
import type { PersonRow } from '../model/room-doc.ts';
import { Refusal } from '../core/refusal.ts';
import { pageOf } from '../requests/request-input.ts';
import type { RoomContext, RoomRoutes } from '../requests/route-context.ts';
import { isPresent, snapshot, wirePerson } from '../room/snapshot.ts';

type Reading = Pick<RoomContext<'listParticipants'>, 'actor' | 'tx' | 'products'>;

/** The present participants with a given role, and those whom the room's state names, oldest first. */
const namedPeople = ({ actor }: Pick<Reading, 'actor'>): PersonRow[] =>
  [...actor.state.people.values()]
    .filter((person) => isPresent(person, actor.me.identity))
    .sort((a, b) => a.joinedAt - b.joinedAt);

/**
 * A page of the present participants, oldest first. The caller is among them even before the media server shows the
 * connection, and then is the last.
 */
async function rosterPage(
  { actor, tx, products }: Reading,
  query: Readonly<Record<string, string>>,
  except: readonly string[] = [],
) {
  const { room } = actor.state;
  const { me } = actor;
  const { number: page, limit: per_page, offset } = pageOf(query);
  const rows = await tx.presentPeople(room, { except, offset, limit: per_page });
  const last = me.presence !== 'here' && !except.includes(me.identity) && rows.length < per_page;
  const { here } = await tx.countsOf(room);
  return {
    participants: [...rows, ...(last ? [me] : [])].map((person) => wirePerson(products, room, person)),
    page,
    per_page,
    total: here + Number(me.presence !== 'here') - except.length,
  };
}

export const roomRoutes = {
  readRoom: ({ actor, products, tx, now }) => snapshot(products, tx, actor.state, actor.me.identity, now),
  leaveRoom: ({ leave }) => leave(),
  endRoom: ({ close }) => close(),

  updateMe: async ({ actor, body, commit, products }) => {
    const { me } = actor;
    const { name = me.name, avatar = me.avatar, attributes = me.attributes } = body;
    const after = await commit({ people: [{ ...me, name, avatar, attributes }] });
    return wirePerson(products, after.room, after.people.get(me.identity)!);
  },
  listParticipants: (context) => rosterPage(context, context.query),
  listByRole: async (context) => {
    const { actor, query, products } = context;
    const { room } = actor.state;
    const role = roles.find((each) => each === query['role']);
    if (!role)
      throw new Refusal('invalid_request', `A role is one of ${roles.join(', ')}.`, { field: 'role' });
    const roleOf = ({ identity }: PersonRow) => actor.product.roleOf(room, identity);
    const named = namedPeople(context);
    // The room's state names every participant with another role.
    if (role === 'listener') {
      const others = named.filter((person) => roleOf(person) !== 'listener');
      return rosterPage(
        context,
        query,
        others.map(({ identity }) => identity),
      );
    }
    const { number: page, limit: per_page, offset } = pageOf(query);
    const all = named.filter((person) => roleOf(person) === role);
    return {
      participants: all.slice(offset, offset + per_page).map((person) => wirePerson(products, room, person)),
      page,
      per_page,
      total: all.length,
    };
  },
  readParticipant: async ({ actor, params, products }) => {
    const identity = params['identity'] ?? '';
    const { room, people } = actor.state;
    const person = people.get(identity);
    if (person && isPresent(person, actor.me.identity)) return wirePerson(products, room, person);
    throw new Refusal('not_found', `'${identity}' is not in '${room.name}'. Check the identity.`);
  },
} satisfies Partial<RoomRoutes>;
