import { Kysely, sql, type Transaction } from 'kysely';
import { Refusal } from '../core/refusal.ts';
import type { Log } from '../core/log.ts';
import { Conflict } from './conflict.ts';
import { attempt, isBusy, isUnavailable } from './dialects/database-errors.ts';
import { dialectOf, type Dialect } from './dialects/dialect.ts';
import { migrateToLatest } from './schema/migrate.ts';
import { latest } from './schema/migrations.ts';
import { patientPostgresDialect, postgresDialect } from './dialects/postgres-dialect.ts';
import { queriesOf, type StoreQueries } from './queries/queries.ts';
import { snapshotOf } from './snapshot.ts';
import { noTimeout, sqliteDialect } from './dialects/sqlite-dialect.ts';
import { makeSqliteFile } from './dialects/sqlite-file.ts';
import type { Tables } from './schema/tables.ts';

/** The room that a transaction changes. An empty name is the whole app: no room of it changes meanwhile. */
export interface RoomLock {
  readonly app: string;
  readonly room: string;
}

/** The state that outlives the process. */
export interface Store {
  /**
   * Runs one transaction: all of it or nothing is on disk when the promise resolves. A transaction that lost a race is
   * run again.
   *
   * @param lock the room that changes; `null` for a transaction that is about no room
   * @param end the time until which it is on disk or undone, as of `performance.now()`; 1.8 s from now by default
   * @throws {Refusal} `unavailable` where the database did not answer in 2 s: whether the transaction is on disk is
   *   unknown then
   */
  transaction<T>(lock: RoomLock | null, work: (tx: StoreQueries) => Promise<T>, end?: number): Promise<T>;
  /** Runs several reads on one snapshot of the database. @throws {Refusal} `unavailable` */
  read<T>(work: (tx: StoreQueries) => Promise<T>): Promise<T>;
  /** Runs a read of one statement, which needs no transaction to be one snapshot. @throws {Refusal} `unavailable` */
  readOne<T>(work: (tx: StoreQueries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The longest time, in milliseconds, for which a command waits for the database. */
const patience = 1_800;

/** The wait before a transaction is run again that lost a race, or that another process kept waiting, in milliseconds. */
const pause = 10;

/** Takes the locks of a transaction. SQLite has one writer, and needs none. */
async function lockOnPostgres(tx: Transaction<Tables>, { app, room }: RoomLock): Promise<void> {
  const ofApp = sql`hashtextextended(${app}::text, 0)`;
  const ofRoom = sql`hashtextextended(${`${app} ${room}`}::text, 1)`;
  // Both locks in one statement: each statement is a way to the server and back.
  const locks = room
    ? sql`pg_advisory_xact_lock_shared(${ofApp}), pg_advisory_xact_lock(${ofRoom})`
    : sql`pg_advisory_xact_lock(${ofApp})`;
  await sql`select ${locks}`.execute(tx);
}

/** The database has said nothing at all. */
class Late extends Error {
  readonly code = 'ETIMEDOUT';

  constructor() {
    super(`no answer in ${patience} ms`);
  }
}

/** @param end as of `performance.now()` */
async function within<T>(end: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late()), end - performance.now());
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

const unreachable = () =>
  new Refusal('unavailable', 'The engine could not reach its database. Try again in a moment.', {
    retryAfter: 2,
  });

/**
 * Limits the time of a command that may wait behind others before its transaction begins.
 *
 * @param work gets the end of its time, as of `performance.now()`
 * @throws {Refusal} `unavailable` at that end, whatever `work` is waiting for
 */
export async function inTime<T>(work: (end: number) => Promise<T>): Promise<T> {
  const end = performance.now() + patience;
  try {
    return await within(end, work(end));
  } catch (error) {
    throw error instanceof Late ? unreachable() : error;
  }
}

class DatabaseStore implements Store {
  readonly #writer: Kysely<Tables>;
  readonly #reader: Kysely<Tables>;
  readonly #dialect: Dialect;
  readonly #log: Log;

  constructor(dialect: Dialect, writer: Kysely<Tables>, reader: Kysely<Tables>, log: Log) {
    this.#dialect = dialect;
    this.#writer = writer;
    this.#reader = reader;
    this.#log = log;
  }

  transaction<T>(
    lock: RoomLock | null,
    work: (tx: StoreQueries) => Promise<T>,
    end = performance.now() + patience,
  ): Promise<T> {
    return this.#patiently(end, (throwIfLate) =>
      this.#writer.transaction().execute(async (tx) => {
        throwIfLate();
        if (lock && this.#dialect === 'postgres') await lockOnPostgres(tx, lock);
        const result = await work(queriesOf(tx));
        // A transaction that is late is undone: its caller was answered `unavailable`.
        throwIfLate();
        return result;
      }),
    );
  }

  read<T>(work: (tx: StoreQueries) => Promise<T>): Promise<T> {
    return this.#patiently(performance.now() + patience, (throwIfLate) =>
      snapshotOf(this.#reader).execute((tx) => {
        throwIfLate();
        return work(queriesOf(tx));
      }),
    );
  }

  readOne<T>(work: (tx: StoreQueries) => Promise<T>): Promise<T> {
    return this.#patiently(performance.now() + patience, () => work(queriesOf(this.#reader)));
  }

  async close(): Promise<void> {
    await this.#writer.destroy();
    if (this.#reader !== this.#writer) await this.#reader.destroy();
  }

  /** Runs a transaction until it wins, or the time is over. @param attempt with a check that throws when it is */
  async #patiently<T>(end: number, attempt: (throwIfLate: () => void) => Promise<T>): Promise<T> {
    const throwIfLate = () => {
      if (performance.now() > end) throw new Late();
    };
    for (;;)
      try {
        return await within(end, attempt(throwIfLate));
      } catch (error) {
        const again = error instanceof Conflict || isBusy(error);
        if (!again && !isUnavailable(error)) throw error;
        if (!again || performance.now() + pause > end) throw this.#unavailable(error);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
  }

  #unavailable(error: unknown): Refusal {
    this.#log('The database does not answer.', { error });
    return unreachable();
  }
}

async function openOnPostgres(url: string, log: Log): Promise<Store> {
  const broke = (error: Error) => log('A connection to the database broke.', { error });
  const migrator = new Kysely<Tables>({ dialect: patientPostgresDialect(url, broke) });
  try {
    await migrateToLatest(migrator, 'postgres');
  } finally {
    await migrator.destroy();
  }
  const db = new Kysely<Tables>({ dialect: postgresDialect(url, latest, broke) });
  return new DatabaseStore('postgres', db, db, log);
}

async function openOnSqlite(path: string, log: Log): Promise<Store> {
  const inMemory = path === ':memory:';
  if (!inMemory) makeSqliteFile(path);
  const writer = new Kysely<Tables>({ dialect: sqliteDialect(path, 'write') });
  try {
    await migrateToLatest(writer, 'sqlite');
    // Each connection to `:memory:` is a database of its own.
    const reader = inMemory ? writer : new Kysely<Tables>({ dialect: sqliteDialect(path, 'read') });
    for (const each of [writer, reader]) await sql.raw(noTimeout).execute(each);
    return new DatabaseStore('sqlite', writer, reader, log);
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}

const openOn = { sqlite: openOnSqlite, postgres: openOnPostgres };

/**
 * Opens a database, brings its tables to the version of this engine, and is the store of an engine then.
 *
 * @param database the path of a SQLite file, `:memory:`, or an address `postgres://…`
 * @throws {Error} with a sentence, where the database cannot be used; nothing is changed then
 */
export const openStore = (database: string, log: Log): Promise<Store> =>
  attempt('The engine cannot start with the database', database, () =>
    openOn[dialectOf(database)](database, log),
  );
