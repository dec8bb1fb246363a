import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';

/** An empty database of a test's own. */
export interface TestDatabase {
  /** The path of a SQLite file, or the address of a Postgres database. */
  readonly database: string;
  drop(): Promise<void>;
}

/** The address of the Postgres of this run. `undefined` where there is none, which the runner says. */
export const server = process.env['TEST_DATABASE_URL'];

export type Dialect = 'sqlite' | 'postgres';

/** The databases of this run: each test about the store runs on each of them. */
export const dialects: readonly Dialect[] = server ? ['sqlite', 'postgres'] : ['sqlite'];

/** Runs statements on a Postgres, one after the other. @returns the rows of the last one */
export async function onPostgres(
  url: string,
  ...statements: readonly string[]
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

async function newSqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'utd-store-'));
  return { database: join(folder, 'engine.db'), drop: async () => rmSync(folder, { recursive: true }) };
}

/** A new database. @param at the address of a user who may create databases */
export async function newPostgres(at: string = server!): Promise<TestDatabase> {
  const name = `utd_${randomUUID().replaceAll('-', '')}`;
  // The order of a language, as most installations have it: an order by bytes must come from the tables.
  const like = `template template0 locale_provider icu icu_locale 'en' encoding 'UTF8'`;
  await onPostgres(at, `create database ${name} ${like}`);
  const url = new URL(at);
  url.pathname = name;
  return {
    database: url.href,
    async drop() {
      await onPostgres(at, `drop database ${name} with (force)`);
    },
  };
}

/** The database of this process, whose tests run one after the other. A new database takes half a second. */
let shared: Promise<TestDatabase> | undefined;
let schemas = 0;

after(async () => (await shared)?.drop());

const endOthers = `select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

/** A schema, which is all that an engine sees of its database. */
async function newSchema(): Promise<TestDatabase> {
  const { database } = await (shared ??= newPostgres());
  const name = `test_${++schemas}`;
  await onPostgres(database, `create schema ${name}`);
  return {
    database: `${database}?options=-c%20search_path%3D${name}`,
    async drop() {
      // The server goes on with the last statement of an engine that was killed.
      await onPostgres(database, endOthers, `drop schema ${name} cascade`);
    },
  };
}

export const newDatabase = (dialect: Dialect): Promise<TestDatabase> =>
  dialect === 'sqlite' ? newSqlite() : newSchema();
