import { sql, type Kysely } from 'kysely';
import { shownDatabase } from './database-errors.ts';
import { connect, disconnect } from './store.ts';
import type { Tables } from './tables.ts';

/** Every table. The compiler refuses a missing and an unknown name. */
const everyTable: { readonly [T in keyof Tables]: true } = {
  rooms: true,
  closing: true,
  people: true,
  sessions: true,
  expiries: true,
  bans: true,
  chat: true,
  anonymous: true,
  kicked: true,
  tokens: true,
  answers: true,
};
const tables = Object.keys(everyTable) as (keyof Tables)[];

/** The number of rows that one statement inserts: SQLite takes 32,766 parameters, and Postgres 65,535. */
const page = 500;

const countOf = async (db: Kysely<Tables>, table: keyof Tables): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db,
  );
  return Number(rows[0]!.count);
};

/**
 * Copies a database to an empty one: all of it, or nothing.
 *
 * @param from path of a SQLite file, or address of a Postgres database
 * @param to the same, of the copy
 * @returns a line for each table
 * @throws {Error} with a sentence, where a database cannot be opened or the target is not empty
 */
export async function copyDatabase(from: string, to: string): Promise<readonly string[]> {
  const log = () => {};
  const source = await connect(from, log, true);
  try {
    const target = await connect(to, log, true);
    try {
      return await source.reader
        .transaction()
        .execute((read) => target.writer.transaction().execute((write) => copyTables(read, write, to)));
    } finally {
      await disconnect(target);
    }
  } finally {
    await disconnect(source);
  }
}

async function copyTables(read: Kysely<Tables>, write: Kysely<Tables>, to: string): Promise<string[]> {
  for (const table of tables)
    if (await countOf(write, table))
      throw new Error(
        `Could not copy to ${shownDatabase(to)}: its table '${table}' has rows, and a copy needs an empty database. Name another one.`,
      );
  const lines: string[] = [];
  for (const table of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(read);
    for (let begin = 0; begin < rows.length; begin += page)
      await write
        .insertInto(table)
        .values(rows.slice(begin, begin + page) as never) // both sides have the same columns
        .execute();
    const copied = await countOf(write, table);
    if (copied !== rows.length)
      throw new Error(`Could not copy '${table}': ${copied} of ${rows.length} rows came over.`);
    lines.push(`${table}: ${copied}`);
  }
  return lines;
}
