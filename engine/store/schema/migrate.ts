import { sql, type Kysely } from 'kysely';
import { isBusy } from '../dialects/database-errors.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { migrations } from './migrations.ts';
import { migrationLock, servingLock } from '../dialects/postgres-dialect.ts';
import type { Tables } from './tables.ts';

/** A table that every version of this engine has, and the table of the migrations that were applied. */
const ours = 'kicked';
const applied = 'kysely_migration';

type Applied = Record<typeof applied, { name: string; timestamp: string }>;

const served =
  'another process has the database open, and this version of the engine has to change its tables. End every other engine on this database, and start again';

async function tablesOf(db: Kysely<Tables>, dialect: Dialect): Promise<Set<string>> {
  const { rows } = await (
    dialect === 'postgres'
      ? sql<{
          name: string;
        }>`select tablename::text as name from pg_tables where schemaname = current_schema()`
      : sql<{ name: string }>`select name from sqlite_master where type = 'table'`
  ).execute(db);
  return new Set(rows.map(({ name }) => name));
}

/** @throws {Error} with a sentence, where the tables are not those of this version or an earlier version */
async function pending(db: Kysely<Tables>, dialect: Dialect): Promise<{ names: string[]; isNew: boolean }> {
  const tables = await tablesOf(db, dialect);
  if (tables.size && !tables.has(ours) && !tables.has(applied))
    throw new Error('it holds the tables of another program. Give the engine a database of its own');
  const rows = tables.has(applied)
    ? await db.withTables<Applied>().selectFrom(applied).select('name').execute()
    : [];
  const done = rows.map(({ name }) => name);
  const known = migrations(dialect);
  if (done.some((name) => !known[name]))
    throw new Error(
      'a newer version of the engine has written it. Start that version, or restore the backup of before',
    );
  return { names: Object.keys(known).filter((name) => !done.includes(name)), isNew: !tables.size };
}

/**
 * Migrates a file that no other connection has open: SQLite leaves WAL mode only then. Where the migration fails, the
 * journal mode is as before.
 */
async function aloneOnSqlite(db: Kysely<Tables>, migration: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ mode: string }>`select journal_mode as mode from pragma_journal_mode`.execute(
    db,
  );
  try {
    await sql`pragma journal_mode = delete`.execute(db);
  } catch (error) {
    throw isBusy(error) ? new Error(served) : error;
  }
  try {
    await migration();
  } catch (error) {
    // The error of the migration is the one to tell, though the disk may refuse this too.
    await sql
      .raw(`pragma journal_mode = ${rows[0]!.mode}`)
      .execute(db)
      .catch(() => {});
    throw error;
  }
}

async function aloneOnPostgres(tx: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{
    alone: boolean;
  }>`select pg_try_advisory_xact_lock(${sql.raw(servingLock)}) as alone`.execute(tx);
  if (!rows[0]?.alone) throw new Error(served);
}

/** Brings the tables to the version of this engine, in a transaction that the caller has begun. @throws {Error} */
export async function applyMigrations(tx: Kysely<Tables>, dialect: Dialect): Promise<void> {
  // Two engines that start at once migrate one after the other.
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${sql.raw(migrationLock)})`.execute(tx);
  const { names, isNew } = await pending(tx, dialect);
  if (!names.length) return;
  if (dialect === 'postgres' && !isNew) await aloneOnPostgres(tx);
  await tx.schema
    .createTable(applied)
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (column) => column.primaryKey())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .execute();
  for (const name of names) {
    await migrations(dialect)[name]!.up(tx);
    await tx
      .withTables<Applied>()
      .insertInto(applied)
      .values({ name, timestamp: new Date().toISOString() })
      .execute();
  }
}

/** @throws {Error} where the tables are not those of this version of the engine */
export async function requireLatest(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  const { names, isNew } = await pending(db, dialect);
  if (isNew)
    throw new Error(
      'it shows no tables, and so nothing of an engine. Name the database of an engine, and on Postgres a user who may read it',
    );
  if (names.length)
    throw new Error(
      'an older version of the engine has written it. Start this version with it once, end the engine, and try again',
    );
}

/**
 * Brings the tables to the version of this engine, in one transaction.
 *
 * @throws {Error} and nothing is changed: the database is another program's, of a newer engine, open in another engine
 *   whose version is older, or cannot be written
 */
export async function migrateToLatest(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  const migration = () => db.transaction().execute((tx) => applyMigrations(tx, dialect));
  const { names, isNew } = await pending(db, dialect);
  await (dialect === 'sqlite' && names.length && !isNew ? aloneOnSqlite(db, migration) : migration());
  // In WAL mode, readers do not wait for writers. The mode is a mark in the file, which is ours from here on.
  if (dialect === 'sqlite') await sql`pragma journal_mode = wal`.execute(db);
}
