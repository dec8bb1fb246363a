import { sql, type Kysely, type Migration } from 'kysely';
import { number, textOf } from './column-types.ts';
import type { Dialect } from '../dialects/dialect.ts';

/** Calls, and the one call of each person that is not over. */
export const callsHaveRows = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    const text = textOf(dialect);
    await db.schema
      .createTable('calls')
      .addColumn('app', text, (c) => c.notNull())
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('row', text, (c) => c.notNull())
      .addColumn('expires', number)
      .addPrimaryKeyConstraint('calls_key', ['app', 'id'])
      .execute();
    await sql`create index calls_expires on calls (expires) where expires is not null`.execute(db);
    await db.schema
      .createTable('engaged')
      .addColumn('app', text, (c) => c.notNull())
      .addColumn('identity', text, (c) => c.notNull())
      .addColumn('call', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('engaged_key', ['app', 'identity'])
      .execute();
    await db.schema.createIndex('engaged_call').on('engaged').columns(['app', 'call']).execute();
  },
});
