import type { Role } from '../../src/protocol/role.ts';
import type { WirePerson } from '../../src/protocol/room-state.ts';
import { iso } from '../core/clock.ts';
import type { Product, Products } from '../model/product.ts';
import type { PersonRow, RoomDoc, RoomState } from '../model/room-doc.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { hasHiddenRole } from './desired-state.ts';
import { moderates } from './rights.ts';

/** A participant in the answers of REST. */
export const wirePerson = (
  products: Products,
  room: RoomDoc,
  { identity, name, avatar, attributes }: PersonRow,
): WirePerson => ({
  identity,
  name,
  avatar,
  role: products[room.type].roleOf(room, identity),
  attributes,
});

/** The caller is present, even before the media server shows the connection. A missed participant is not listed. */
export const isPresent = ({ identity, presence }: PersonRow, me: string): boolean =>
  presence === 'here' || identity === me;

/** Whether the engine lists a participant to `me`: people whom the media server hides, to host and admins alone. */
export const isListed = (product: Product, room: RoomDoc, me: string, person: PersonRow): boolean =>
  person.identity === me || moderates(room, me) || !hasHiddenRole(product, room, person);

/** The roles that were given; the others follow from the place in the room. */
const givenRoles = ({ owner, admins = [] }: RoomDoc): Record<string, Role> => ({
  ...Object.fromEntries(admins.map((admin) => [admin, 'admin'])),
  ...(owner !== null && { [owner]: 'host' }),
});

/**
 * The state that a participant may see. Of the people it holds the caller and those whom the room's state names; all
 * others are read in pages, and `participant_count` is the number of all.
 */
export async function snapshot(
  products: Products,
  tx: StoreQueries,
  state: RoomState,
  me: string,
  now: number,
) {
  const { room, people } = state;
  const named = [...people.values()].filter(
    (person) => isPresent(person, me) && isListed(products[room.type], room, me, person),
  );
  const { here } = await tx.countsOf(room);
  return {
    epoch: room.epoch,
    rev: room.rev,
    ...products[room.type].snapshot(state, me),
    room: room.name,
    type: room.type,
    owner: room.owner,
    roles: givenRoles(room),
    participants: named
      .sort((a, b) => a.joinedAt - b.joinedAt)
      .map((person) => wirePerson(products, room, person)),
    participant_count: here + Number(people.get(me)?.presence !== 'here'),
    version: room.version,
    comments: room.comments ?? { locked: false, by: null },
    chat: { seq: await tx.newestSeq(room), removed: await tx.removedMessages(room) },
    server_time: iso(now),
  };
}
