import type { Kysely } from 'kysely';
import type { RoomDoc } from '../../model/room-doc.ts';
import { Conflict } from '../conflict.ts';
import type { Tables } from '../schema/tables.ts';

const docOf = (row: { doc: string | null } | undefined): RoomDoc | null =>
  row?.doc ? (JSON.parse(row.doc) as RoomDoc) : null;

/** Rooms, and when time alone changes them. */
export const roomQueries = (db: Kysely<Tables>) => ({
  async findRoom(app: string, name: string): Promise<RoomDoc | null> {
    const query = db.selectFrom('rooms').select('doc').where('app', '=', app).where('name', '=', name);
    return docOf(await query.executeTakeFirst());
  },

  /** @returns the last epoch of the name; 0 for a new name */
  async epochOf(app: string, name: string): Promise<number> {
    const query = db.selectFrom('rooms').select('epoch').where('app', '=', app).where('name', '=', name);
    return (await query.executeTakeFirst())?.epoch ?? 0;
  },

  /** @param app every app where it is left out */
  async openRooms(app?: string): Promise<readonly RoomDoc[]> {
    const all = db.selectFrom('rooms').select('doc').where('doc', 'is not', null);
    const rows = await (app === undefined ? all : all.where('app', '=', app)).execute();
    return rows.flatMap((row) => docOf(row) ?? []);
  },

  async findRoomOnLivekit(livekitRoom: string): Promise<RoomDoc | null> {
    const query = db.selectFrom('rooms').select('doc').where('livekit_room', '=', livekitRoom);
    return docOf(await query.executeTakeFirst());
  },

  async createRoom(room: RoomDoc): Promise<void> {
    const values = {
      epoch: room.epoch,
      version: room.version,
      doc: JSON.stringify(room),
      livekit_room: room.livekitRoom,
      members: 0,
      here: 0,
    };
    await db
      .insertInto('rooms')
      .values({ app: room.app, name: room.name, deadline: null, ...values })
      .onConflict((conflict) => conflict.columns(['app', 'name']).doUpdateSet(values))
      .execute();
  },

  /** @throws {Conflict} where the stored version is not one less */
  async saveRoom(room: RoomDoc): Promise<void> {
    const { numUpdatedRows } = await db
      .updateTable('rooms')
      .set({ version: room.version, doc: JSON.stringify(room) })
      .where('app', '=', room.app)
      .where('name', '=', room.name)
      .where('epoch', '=', room.epoch)
      .where('version', '=', room.version - 1)
      .executeTakeFirst();
    if (!numUpdatedRows) throw new Conflict(`'${room.name}' was changed meanwhile.`);
  },

  /**
   * Deletes the room's state and keeps name and epoch. The room is then still to be deleted on the media server.
   *
   * @param metadata the last metadata of the room there
   */
  async closeRoom({ app, name, livekitRoom }: RoomDoc, metadata: string): Promise<void> {
    await db
      .insertInto('closing')
      .values({ livekit_room: livekitRoom, metadata })
      .onConflict((conflict) => conflict.column('livekit_room').doUpdateSet({ metadata }))
      .execute();
    await db
      .updateTable('rooms')
      .set({ doc: null, livekit_room: null, deadline: null, members: 0, here: 0 })
      .where('app', '=', app)
      .where('name', '=', name)
      .execute();
    for (const table of ['people', 'chat', 'expiries'] as const)
      await db.deleteFrom(table).where('app', '=', app).where('room', '=', name).execute();
  },

  /** The rooms that `closeRoom` left to the media server. */
  closingRooms: () => db.selectFrom('closing').select(['livekit_room as livekitRoom', 'metadata']).execute(),

  /** Notes that the media server has deleted the room. */
  async forgetClosingRoom(livekitRoom: string): Promise<void> {
    await db.deleteFrom('closing').where('livekit_room', '=', livekitRoom).execute();
  },

  /** @param by how many participants more there are than before, less than 0 for fewer */
  async changeCounts({ app, name }: RoomDoc, by: { members: number; here: number }): Promise<void> {
    if (!by.members && !by.here) return;
    await db
      .updateTable('rooms')
      .set((row) => ({ members: row('members', '+', by.members), here: row('here', '+', by.here) }))
      .where('app', '=', app)
      .where('name', '=', name)
      .execute();
  },

  async countsOf({ app, name }: RoomDoc): Promise<{ members: number; here: number }> {
    const query = db.selectFrom('rooms').select(['members', 'here']);
    return query.where('app', '=', app).where('name', '=', name).executeTakeFirstOrThrow();
  },

  /** @param deadline when an empty room is closed; `null` while it has participants */
  async setRoomDeadline({ app, name }: RoomDoc, deadline: number | null): Promise<void> {
    await db.updateTable('rooms').set({ deadline }).where('app', '=', app).where('name', '=', name).execute();
  },

  async deadlineOfRoom(app: string, name: string): Promise<number | null> {
    const query = db.selectFrom('rooms').select('deadline').where('app', '=', app).where('name', '=', name);
    return (await query.executeTakeFirst())?.deadline ?? null;
  },

  /** @param at when the next request or invitation expires; `null` for never */
  async setExpiry({ app, name }: RoomDoc, at: number | null): Promise<void> {
    if (at === null)
      await db.deleteFrom('expiries').where('app', '=', app).where('room', '=', name).execute();
    else
      await db
        .insertInto('expiries')
        .values({ app, room: name, at })
        .onConflict((conflict) => conflict.columns(['app', 'room']).doUpdateSet({ at }))
        .execute();
  },

  dueRooms: (now: number) =>
    db
      .selectFrom('rooms')
      .select(['app', 'name as room', 'deadline as at'])
      .where('deadline', '<=', now)
      .orderBy('deadline')
      .execute(),

  dueExpiries: (now: number) =>
    db.selectFrom('expiries').select(['app', 'room', 'at']).where('at', '<=', now).orderBy('at').execute(),

  /** When time alone changes something next; `null` for never. The conditions are those of the indexes. */
  async nextDeadline(): Promise<number | null> {
    const people = await db
      .selectFrom('people')
      .select((row) => row.fn.min('deadline').as('at'))
      .where('deadline', 'is not', null)
      .executeTakeFirst();
    const rooms = await db
      .selectFrom('rooms')
      .select((row) => row.fn.min('deadline').as('at'))
      .where('deadline', 'is not', null)
      .executeTakeFirst();
    const expiries = await db
      .selectFrom('expiries')
      .select((row) => row.fn.min('at').as('at'))
      .executeTakeFirst();
    const all = [people, rooms, expiries].flatMap((row) => (row?.at == null ? [] : [Number(row.at)]));
    return all.length ? Math.min(...all) : null;
  },
});
