import { sql, type Kysely } from 'kysely';
import { cannotStart, isBusy } from './database-errors.ts';
import { migrations, type Dialect } from './migrations.ts';
import { migrationLock, servingLock } from './postgres-dialect.ts';
import type { Tables } from './tables.ts';

/** A table that every version of this engine has, and the table of the migrations that were applied. */
const ours = 'kicked';
const applied = 'kysely_migration';

type Applied = Tables & { [applied]: { name: string; timestamp: string } };

const served =
  'another process has the database open, and this version of the engine has to change its tables. End every other engine on this database, and start again';

async function tablesOf(db: Kysely<Applied>, dialect: Dialect): Promise<Set<string>> {
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
async function pending(db: Kysely<Applied>, dialect: Dialect): Promise<{ names: string[]; isNew: boolean }> {
  const tables = await tablesOf(db, dialect);
  if (tables.size && !tables.has(ours) && !tables.has(applied))
    throw new Error('it holds the tables of another program. Give the engine a database of its own');
  const rows = tables.has(applied) ? await db.selectFrom(applied).select('name').execute() : [];
  const done = rows.map(({ name }) => name);
  const known = migrations(dialect);
  if (done.some((name) => !known[name]))
    throw new Error(
      'a newer version of the engine has written it. Start that version, or restore the backup of before',
    );
  return { names: Object.keys(known).filter((name) => !done.includes(name)), isNew: !tables.size };
}

/** SQLite leaves its journal only where no other connection has the file open. */
async function aloneOnSqlite(db: Kysely<Applied>): Promise<void> {
  try {
    await sql`pragma journal_mode = delete`.execute(db);
  } catch (error) {
    throw isBusy(error) ? new Error(served) : error;
  }
}

async function aloneOnPostgres(tx: Kysely<Applied>): Promise<void> {
  const { rows } = await sql<{
    alone: boolean;
  }>`select pg_try_advisory_xact_lock(${sql.raw(servingLock)}) as alone`.execute(tx);
  if (!rows[0]?.alone) throw new Error(served);
}

async function migrate(db: Kysely<Applied>, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') {
    const { names, isNew } = await pending(db, dialect);
    if (names.length && !isNew) await aloneOnSqlite(db);
  }
  await db.transaction().execute(async (tx) => {
    // Two engines that start at once migrate one after the other.
    if (dialect === 'postgres')
      await sql`select pg_advisory_xact_lock(${sql.raw(migrationLock)})`.execute(tx);
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
      await tx.insertInto(applied).values({ name, timestamp: new Date().toISOString() }).execute();
    }
  });
}

/**
 * Brings the tables to the version of this engine, in one transaction.
 *
 * @param database for the sentence of an error
 * @throws {Error} with a sentence, and nothing is changed: the database is another program's, of a newer engine, open in
 *   another engine whose version is older, or cannot be written
 */
export async function migrateToLatest(db: Kysely<Tables>, dialect: Dialect, database: string): Promise<void> {
  try {
    await migrate(db as unknown as Kysely<Applied>, dialect);
    // In WAL mode, readers do not wait for writers. The mode is a mark in the file, which is ours from here on.
    if (dialect === 'sqlite') await sql`pragma journal_mode = wal`.execute(db);
  } catch (error) {
    await db.destroy();
    throw cannotStart(database, error);
  }
}
