import { sql, type Kysely } from 'kysely';
import type { PersonRow, RoomDoc } from '../model/room-doc.ts';
import type { Tables } from './tables.ts';

const parsed = (rows: readonly { row: string }[]): PersonRow[] =>
  rows.map(({ row }) => JSON.parse(row) as PersonRow);

/** The participants of rooms. */
export const peopleQueries = (db: Kysely<Tables>) => {
  const of = ({ app, name }: Pick<RoomDoc, 'app' | 'name'>) =>
    db.selectFrom('people').where('app', '=', app).where('room', '=', name);
  return {
    /** The rows of these people, absent people included. */
    async findPeople(
      room: Pick<RoomDoc, 'app' | 'name'>,
      identities: readonly string[],
    ): Promise<PersonRow[]> {
      if (!identities.length) return [];
      return parsed(await of(room).select('row').where('identity', 'in', identities).execute());
    },

    /**
     * The participants whom the media server shows, oldest first.
     *
     * @param page.except identities to leave out
     */
    async presentPeople(
      room: RoomDoc,
      page: { except?: readonly string[]; offset: number; limit: number },
    ): Promise<PersonRow[]> {
      const all = of(room)
        .select('row')
        // A literal, by which both databases know that the index of the roster applies.
        .where('presence', '=', sql.lit('here'))
        .orderBy('joined_at')
        .orderBy('identity')
        .limit(page.limit)
        .offset(page.offset);
      const rows = page.except?.length ? all.where('identity', 'not in', page.except) : all;
      return parsed(await rows.execute());
    },

    /** The next rows after an identity, in the order of identities: a room is read whole in pages. */
    async peopleAfter(
      room: Pick<RoomDoc, 'app' | 'name'>,
      identity: string,
      limit: number,
    ): Promise<PersonRow[]> {
      const rows = await of(room)
        .select('row')
        .where('identity', '>', identity)
        .where('presence', '!=', 'absent')
        .orderBy('identity')
        .limit(limit)
        .execute();
      return parsed(rows);
    },

    async savePerson({ app, name }: RoomDoc, person: PersonRow): Promise<void> {
      const { identity, presence, deadline, joinedAt } = person;
      const values = { presence, deadline, joined_at: joinedAt, row: JSON.stringify(person) };
      await db
        .insertInto('people')
        .values({ app, room: name, identity, ...values })
        .onConflict((conflict) => conflict.columns(['app', 'room', 'identity']).doUpdateSet(values))
        .execute();
    },

    async deletePerson({ app, name }: RoomDoc, identity: string): Promise<void> {
      await db
        .deleteFrom('people')
        .where('app', '=', app)
        .where('room', '=', name)
        .where('identity', '=', identity)
        .execute();
    },

    duePeople: (now: number) =>
      db
        .selectFrom('people')
        .select(['app', 'room', 'identity'])
        .where('deadline', '<=', now)
        .orderBy('deadline')
        .execute(),
  };
};
