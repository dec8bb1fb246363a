import { statSync } from 'node:fs';
import { sql, type Kysely } from 'kysely';
import { alone } from './alone.ts';
import { attempt } from '../dialects/database-errors.ts';
import { applyMigrations, requireLatest } from '../schema/migrate.ts';
import { snapshotOf } from '../snapshot.ts';
import { makeSqliteFile } from '../dialects/sqlite-file.ts';
import type { Tables } from '../schema/tables.ts';

type Table = keyof Tables;
type Row = Readonly<Record<string, unknown>>;

/** Every table by its primary key, in whose order a copy reads. The compiler refuses a missing and an unknown name. */
const keys: { readonly [T in Table]: readonly (keyof Tables[T] & string)[] } = {
  rooms: ['app', 'name'],
  closing: ['livekit_room'],
  people: ['app', 'room', 'identity'],
  sessions: ['app', 'room', 'identity', 'session'],
  expiries: ['app', 'room'],
  bans: ['app', 'room', 'identity'],
  chat: ['app', 'room', 'seq'],
  anonymous: ['app', 'hash'],
  kicked: ['app', 'room', 'identity'],
  tokens: ['app', 'jti'],
  answers: ['scope'],
  conversations: ['app', 'id'],
  members: ['app', 'conversation', 'identity'],
  messages: ['app', 'conversation', 'seq'],
  blocks: ['app', 'identity', 'blocked'],
  calls: ['app', 'id'],
  engaged: ['app', 'identity'],
};
const tables = Object.keys(keys) as Table[];

/** The number of rows in memory, and of one statement: SQLite takes 32,766 parameters, and Postgres 65,535. */
const page = 500;

const countOf = async (db: Kysely<Tables>, table: Table): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db,
  );
  return Number(rows[0]!.count);
};

/** The next rows of a table, in the order of its key. @param last the row before them */
async function rowsAfter(db: Kysely<Tables>, table: Table, last: Row | undefined): Promise<readonly Row[]> {
  const key: readonly string[] = keys[table];
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const after = last ? sql`where (${columns}) > (${sql.join(key.map((column) => last[column]))})` : sql``;
  const { rows } = await sql<Row>`select * from ${sql.table(table)} ${after}
    order by ${columns} limit ${page}`.execute(db);
  return rows;
}

/**
 * Copies a database that no engine serves to an empty one: all of it, or nothing. The source is only read.
 *
 * @param from path of a SQLite file, or address of a Postgres database
 * @param to the same, of the copy
 * @returns a line for each table
 * @throws {Error} with a sentence, where a database cannot be used, an engine serves one, the source holds nothing of
 *   this version, or the target is not empty
 */
export function copyDatabase(from: string, to: string): Promise<readonly string[]> {
  const source = { deed: 'Could not copy from', database: from, file: statSync };
  const target = { deed: 'Could not copy to', database: to, file: makeSqliteFile };
  return alone(source, (reader, dialect) =>
    snapshotOf(reader).execute(async (read) => {
      await requireLatest(read, dialect);
      const reading = <T>(work: () => Promise<T>) => attempt(source.deed, from, work);
      return alone(target, (writer, other) =>
        writer.transaction().execute(async (write) => {
          await applyMigrations(write, other);
          await requireEmpty(write);
          const lines: string[] = [];
          for (const table of tables) lines.push(await copyTable(table, read, write, reading));
          return lines;
        }),
      );
    }),
  );
}

async function requireEmpty(db: Kysely<Tables>): Promise<void> {
  for (const table of tables)
    if (await countOf(db, table))
      throw new Error(`its table '${table}' has rows, and a copy needs an empty database. Name another one`);
}

/** @param reading names the source in an error of its own */
async function copyTable(
  table: Table,
  read: Kysely<Tables>,
  write: Kysely<Tables>,
  reading: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<string> {
  let rows: readonly Row[] = [];
  do {
    const last = rows.at(-1);
    rows = await reading(() => rowsAfter(read, table, last));
    // Both sides have the same columns.
    if (rows.length)
      await write
        .insertInto(table)
        .values(rows as never)
        .execute();
  } while (rows.length === page);
  const [all, copied] = [await reading(() => countOf(read, table)), await countOf(write, table)];
  if (copied !== all)
    throw new Error(
      `${copied} of the ${all} rows of '${table}' came over. Report this as a mistake of the engine`,
    );
  return `${table}: ${copied}`;
}
