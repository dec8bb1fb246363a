import type { Products } from '../model/product.ts';
import type { PersonRow, RoomDoc, RoomState } from '../model/room-doc.ts';
import type { StoreQueries } from '../store/queries/queries.ts';

const byIdentity = (rows: readonly PersonRow[]) => new Map(rows.map((row) => [row.identity, row]));

/**
 * Reads a room, and of its people those whom the document and the command name: what a command costs does not grow with
 * the audience.
 *
 * @param named people whom the command names, the caller among them
 */
export async function readRoomState(
  tx: StoreQueries,
  products: Products,
  app: string,
  name: string,
  named: readonly string[],
): Promise<RoomState | null> {
  const room = await tx.findRoom(app, name);
  return room && readPeople(tx, products, room, named);
}

export async function readPeople(
  tx: StoreQueries,
  products: Products,
  room: RoomDoc,
  named: readonly string[],
): Promise<RoomState> {
  const identities = [...new Set([...products[room.type].namedIn(room), ...named])];
  const rows = await tx.findPeople(room, identities);
  return {
    room,
    people: byIdentity(rows.filter(({ presence }) => presence !== 'absent')),
    absent: byIdentity(rows.filter(({ presence }) => presence === 'absent')),
  };
}
