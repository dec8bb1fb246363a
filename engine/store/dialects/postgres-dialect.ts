/** The only importer of pg. */
import { PostgresDialect, type Dialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { isUnavailable, OtherVersion } from './database-errors.ts';
import { checkParameters } from './parameters.ts';

/**
 * The longest time of one statement, and of one attempt to connect, in milliseconds. Both are shorter than the 2 s after
 * which a command is answered `unavailable`.
 */
const wait = 1_500;
/** The same for a server that says nothing at all: the server's own limit comes first where the server lives. */
const silence = 1_650;
/**
 * The longest pause between two statements of a transaction, in milliseconds. An engine whose machine died leaves its
 * locks on the server, which notices the dead connection after hours only.
 */
const abandoned = 10_000;

/** The type id of `bigint`, which pg hands out as a string. All of ours are exact as numbers: times and counts. */
const bigint = 20;

/** The locks of an engine as such, on two integers: the locks of rooms are on one number of 64 bits. */
const engines = 0x757464; // 'utd'
export const servingLock = `${engines}, 1`;
export const migrationLock = `${engines}, 2`;

/** The most statements that a connection keeps prepared. A list of parameters has a text for each length. */
const mostPrepared = 200;
const names = new Map<string, string>();

/** Names a statement, so that the server plans it once for each connection. */
function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  // Without parameters a statement is one that ends or begins a transaction, or that defines a table.
  if (!values.length) return { text };
  if (!names.has(text) && names.size < mostPrepared) names.set(text, `s${names.size}`);
  const name = names.get(text);
  return { text, values: [...values], ...(name && { name }) };
}

/** A pool whose connections are left alone as soon as one is known to be broken. */
class Connections implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #opened = new WeakMap<pg.PoolClient, number>();
  /** When a connection last broke: a network that drops packets breaks each connection that was open then. */
  #broken = -Infinity;

  constructor(pool: pg.Pool, log: (error: Error) => void) {
    this.#pool = pool;
    // A connection that breaks while it is idle is told to the pool.
    pool.on('error', log);
    pool.on('connect', (client) => {
      this.#opened.set(client, performance.now());
      // The pool does not listen while a transaction has the connection, and an error without a listener ends the process.
      client.on('error', log);
    });
  }

  async connect(): Promise<PostgresPoolClient> {
    for (;;) {
      const client = await this.#pool.connect();
      if (this.#opened.get(client)! > this.#broken) return this.#lent(client);
      client.release(true);
    }
  }

  #lent(client: pg.PoolClient): PostgresPoolClient {
    let broken: unknown;
    return {
      query: async (sql: unknown, parameters?: readonly unknown[]) => {
        checkParameters(String(sql), parameters ?? []);
        // The rollback of a transaction would wait for the statement that got no answer.
        if (broken) throw broken;
        try {
          return await client.query(prepared(String(sql), parameters ?? []));
        } catch (error) {
          // A refusal by the server itself has a code; the connection is as good as before.
          if (isUnavailable(error) && !(error instanceof pg.DatabaseError)) {
            broken = error;
            this.#broken = performance.now();
          }
          throw error;
        }
      },
      release: () => client.release(!!broken),
    } as unknown as PostgresPoolClient;
  }

  /** A server that hangs does not say goodbye. */
  async end(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, wait)));
    await Promise.race([this.#pool.end(), late]);
    clearTimeout(timer);
  }
}

const numbers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === bigint ? Number : (pg.types.getTypeParser(oid, format as 'text') as unknown),
} as pg.CustomTypesConfig;

/** Makes a connection one of an engine that serves: a migration by another version sees the lock, and waits for none. */
const serving = (version: string) => async (client: pg.ClientBase) => {
  await client.query(`select pg_advisory_lock_shared(${servingLock})`);
  const { rows } = await client.query<{ name: string }>('select max(name) as name from kysely_migration');
  if (rows[0]?.name !== version) throw new OtherVersion();
};

/**
 * Postgres, over a pool of connections, for an engine that serves.
 *
 * @param url as `postgres://user:password@host/database`
 * @param version the name of the newest migration
 * @param log a connection that broke
 */
export function postgresDialect(url: string, version: string, log: (error: Error) => void): Dialect {
  // The types of pg lack what its pool waits for: the promise of `onConnect`.
  const options = {
    connectionString: url,
    // The pool keeps a connection open, because the lock of a serving engine ends with its connection.
    min: 1,
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: wait,
    statement_timeout: wait,
    query_timeout: silence,
    idle_in_transaction_session_timeout: abandoned,
    types: numbers,
    onConnect: serving(version),
  };
  const pool = new pg.Pool(options as pg.PoolConfig);
  return new PostgresDialect({ pool: new Connections(pool, log) });
}

/** Postgres over one connection, for a migration or a copy: its statements take the time that they need. */
export function patientPostgresDialect(url: string, log: (error: Error) => void): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 10_000,
    types: numbers,
  });
  return new PostgresDialect({ pool: new Connections(pool, log) });
}
