import { sql, type Kysely } from 'kysely';
import type { PageEnd } from '../../core/page-cursor.ts';
import type { PersonRow, RoomDoc } from '../../model/room-doc.ts';
import type { Tables } from '../schema/tables.ts';

const parsed = (rows: readonly { row: string }[]): PersonRow[] =>
  rows.map(({ row }) => JSON.parse(row) as PersonRow);

/** A page of the participants of a room, ordered by the time of the join, and then by identity. */
export interface RosterPage {
  /** Identities to leave out. */
  readonly except?: readonly string[];
  /** The newest first; else the oldest. */
  readonly newest?: boolean;
  /** The page begins behind this participant. */
  readonly after?: PageEnd | undefined;
  readonly offset: number;
  readonly limit: number;
}

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

    /** A page of the participants whom the media server shows. */
    async presentPeople(
      room: RoomDoc,
      { except, newest, after, offset, limit }: RosterPage,
    ): Promise<PersonRow[]> {
      const order = newest ? 'desc' : 'asc';
      let rows = of(room)
        .select('row')
        // A literal, by which both databases know that the index of the roster applies.
        .where('presence', '=', sql.lit('here'))
        .orderBy('joined_at', order)
        .orderBy('identity', order)
        .limit(limit)
        .offset(offset);
      if (except?.length) rows = rows.where('identity', 'not in', except);
      if (after)
        rows = rows.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('joined_at', 'identity'), newest ? '<' : '>', tuple(after.at, after.id)),
        );
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
        .select(['app', 'room', 'identity', 'deadline as at'])
        .where('deadline', '<=', now)
        .orderBy('deadline')
        .execute(),
  };
};
