import { rolesOf } from '../../src/protocol/role.ts';
import type { PersonRow } from '../model/room-doc.ts';
import { cursorOf } from '../core/page-cursor.ts';
import { Refusal } from '../core/refusal.ts';
import { pageOf, rosterOrderOf } from '../requests/request-input.ts';
import type { RoomContext, RoomRoutes } from '../requests/route-context.ts';
import { moderates } from '../room/rights.ts';
import { isListed, isPresent, snapshot, wirePerson } from '../room/snapshot.ts';

type Reading = Pick<RoomContext<'listParticipants'>, 'actor' | 'tx' | 'products' | 'query'>;

/** The present participants whom the room's state names, oldest first, and the caller. */
const namedPeople = ({ actor: { state, me, product } }: Pick<Reading, 'actor'>): PersonRow[] =>
  [...state.people.values()]
    .filter((person) => isPresent(person, me.identity) && isListed(product, state.room, me.identity, person))
    .sort((a, b) => a.joinedAt - b.joinedAt);

/**
 * A page of the present participants. The caller is among them even before the media server shows the connection, and
 * then is the last.
 */
async function rosterPage({ actor, tx, products, query }: Reading, except: readonly string[] = []) {
  const { room } = actor.state;
  const { me } = actor;
  const { number: page, limit: per_page, offset } = pageOf(query);
  const order = rosterOrderOf(query);
  const rows = await tx.presentPeople(room, { ...order, except, offset, limit: per_page });
  const full = rows.length === per_page;
  const last = me.presence !== 'here' && !except.includes(me.identity) && !full;
  const { here } = await tx.countsOf(room);
  return {
    participants: [...rows, ...(last ? [me] : [])].map((person) => wirePerson(products, room, person)),
    page,
    per_page,
    total: here + Number(me.presence !== 'here') - except.length,
    next: full ? cursorOf({ at: rows.at(-1)!.joinedAt, id: rows.at(-1)!.identity }) : null,
  };
}

/** A page of these participants. */
function pageAmong(people: readonly PersonRow[], { actor, products, query }: Reading) {
  const { number: page, limit: per_page, offset } = pageOf(query);
  const { room } = actor.state;
  return {
    participants: people.slice(offset, offset + per_page).map((person) => wirePerson(products, room, person)),
    page,
    per_page,
    total: people.length,
    next: null,
  };
}

/** Whether the caller may page all participants: those whom the media server hides are for host and admins. */
const seesAll = ({ actor: { product, state, me } }: Reading): boolean =>
  !product.hiddenRoles.length || moderates(state.room, me.identity);

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
  listParticipants: async (context) =>
    seesAll(context) ? rosterPage(context) : pageAmong(namedPeople(context), context),
  listByRole: async (context) => {
    const { actor, query } = context;
    const { room } = actor.state;
    const known = rolesOf[room.type];
    const role = known.find((each) => each === query['role']);
    if (!role)
      throw new Refusal('invalid_request', `A role is one of ${known.join(', ')}.`, { field: 'role' });
    const roleOf = ({ identity }: PersonRow) => actor.product.roleOf(room, identity);
    const named = namedPeople(context);
    // The room's state names every participant with another role than the last.
    if (role === known.at(-1) && seesAll(context)) {
      const others = named.filter((person) => roleOf(person) !== role);
      return rosterPage(
        context,
        others.map(({ identity }) => identity),
      );
    }
    return pageAmong(
      named.filter((person) => roleOf(person) === role),
      context,
    );
  },
  readParticipant: async ({ actor, params, products }) => {
    const identity = params['identity'] ?? '';
    const { room } = actor.state;
    const person = namedPeople({ actor }).find((each) => each.identity === identity);
    if (person) return wirePerson(products, room, person);
    throw new Refusal('not_found', `'${identity}' is not in '${room.name}'. Check the identity.`);
  },
} satisfies Partial<RoomRoutes>;
