import { Migrator, type Kysely } from 'kysely';
import { cannotStart } from './database-errors.ts';
import { migrations, type Dialect } from './migrations.ts';
import type { Tables } from './tables.ts';

/** A table that every version of this engine has, and Kysely's own table of migrations. */
const ours = 'kicked';
const applied = 'kysely_migration';

/**
 * Brings the tables to the version of this engine, under the lock of the migrations.
 *
 * @param database for the sentence of an error
 * @throws {Error} with a sentence: the database is another program's, of a newer engine, or cannot be written
 */
export async function migrateToLatest(db: Kysely<Tables>, dialect: Dialect, database: string): Promise<void> {
  try {
    const tables = (await db.introspection.getTables({ withInternalKyselyTables: true })).map(
      ({ name }) => name,
    );
    if (tables.length && !tables.includes(ours) && !tables.includes(applied))
      throw new Error('it holds the tables of another program. Give the engine a database of its own');
    const known = migrations(dialect);
    const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
    if (tables.includes(applied)) {
      const done = await db
        .withTables<{ [applied]: { name: string } }>()
        .selectFrom(applied)
        .select('name')
        .execute();
      if (done.some(({ name }) => !known[name]))
        throw new Error(
          'a newer version of the engine has written it. Start that version, or restore the backup of before',
        );
    }
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  } catch (error) {
    await db.destroy();
    throw cannotStart(database, error);
  }
}
