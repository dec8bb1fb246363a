import { Kysely, sql } from 'kysely';
import { attempt } from '../dialects/database-errors.ts';
import { dialectOf, type Dialect } from '../dialects/dialect.ts';
import { patientPostgresDialect, servingLock } from '../dialects/postgres-dialect.ts';
import { sqliteDialect } from '../dialects/sqlite-dialect.ts';
import type { Tables } from '../schema/tables.ts';

/** A database that no engine serves meanwhile. */
interface Lone {
  /** The begin of the sentence of an error. */
  readonly deed: string;
  /** Path of a SQLite file, or address of a Postgres database. */
  readonly database: string;
  /** Prepares or checks a SQLite file, which libsql would make. */
  readonly file: (path: string) => unknown;
}

const open = {
  sqlite: ({ database, file }: Lone) => {
    file(database);
    return sqliteDialect(database, 'alone');
  },
  postgres: ({ database }: Lone) => patientPostgresDialect(database, () => {}),
};

const lock = {
  // A transaction takes the lock of the file.
  sqlite: async () => {},
  /** The lock ends with the connection. A transaction that begins behind the lock sees all that an engine has left. */
  postgres: async (db: Kysely<Tables>) => {
    const { rows } = await sql<{
      alone: boolean;
    }>`select pg_try_advisory_lock(${sql.raw(servingLock)}) as alone`.execute(db);
    if (!rows[0]?.alone) throw new Error('an engine serves it. End the engine, and try again');
  },
};

/**
 * Works on a database over one connection, with no engine beside.
 *
 * @throws {Error} with a sentence, where an engine serves the database, or the database cannot be used
 */
export const alone = <T>(
  lone: Lone,
  work: (db: Kysely<Tables>, dialect: Dialect) => Promise<T>,
): Promise<T> =>
  attempt(lone.deed, lone.database, async () => {
    const dialect = dialectOf(lone.database);
    const db = new Kysely<Tables>({ dialect: open[dialect](lone) });
    try {
      return await db.connection().execute(async (one) => {
        await lock[dialect](one);
        return await work(one, dialect);
      });
    } finally {
      await db.destroy();
    }
  });
