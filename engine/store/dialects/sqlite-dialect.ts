/** The only importer of libsql. */
import Libsql from 'libsql';
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';
import { SerialQueue } from '../../core/serial-queue.ts';
import { checkParameters } from './parameters.ts';

/** The wait of a start for another process that writes, in milliseconds. SQLite waits on the one thread. */
const startTimeout = 2_000;

/** A store that serves waits for no lock on the one thread: `Store` repeats the transaction. */
export const noTimeout = 'pragma busy_timeout = 0';

class SqliteConnection implements DatabaseConnection {
  readonly #database: Libsql.Database;
  /** The first error of a transaction. Postgres commits no transaction with one, though its code went on. */
  failure: unknown;
  /** Compiling a statement takes longer than most statements. */
  readonly #statements = new Map<string, Libsql.Statement>();

  constructor(database: Libsql.Database) {
    this.#database = database;
  }

  execute(sql: string): void {
    this.#database.exec(sql);
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    checkParameters(sql, parameters);
    try {
      return this.#answer(sql, parameters);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }

  streamQuery(): never {
    throw new Error('SQLite answers a query as a whole.');
  }

  #answer<R>(sql: string, parameters: readonly unknown[]): QueryResult<R> {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    // The types of libsql leave out `reader`, which better-sqlite3 documents.
    if ((statement as unknown as { reader: boolean }).reader)
      return { rows: statement.all(...parameters) as R[] };
    const { changes } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }
}

/** A driver of one connection, which each transaction has alone from its begin to its end. */
class SqliteDriver implements Driver {
  readonly #database: Libsql.Database;
  readonly #begin: string;
  readonly #connection: SqliteConnection;
  readonly #queue = new SerialQueue();
  #release = () => {};

  constructor(database: Libsql.Database, begin: string) {
    this.#database = database;
    this.#begin = begin;
    this.#connection = new SqliteConnection(database);
  }

  async init(): Promise<void> {}

  acquireConnection(): Promise<SqliteConnection> {
    return new Promise((resolve) => {
      void this.#queue.run('', () => {
        resolve(this.#connection);
        return new Promise<void>((release) => (this.#release = release));
      });
    });
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    connection.failure = undefined;
    connection.execute(this.#begin);
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    if (connection.failure) throw connection.failure;
    connection.execute('commit');
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    // A full disk has rolled back already.
    if (this.#database.inTransaction) connection.execute('rollback');
  }

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

/** The uses of a connection: the begin of each of its transactions, and how it locks the file. */
const uses = {
  /** The only writer, for as long as its transaction. */
  write: { begin: 'begin immediate', locking: 'normal' },
  /** Never waits for a writer. */
  read: { begin: 'begin', locking: 'normal' },
  /** No other connection has the file open, from the first transaction until this one is closed. */
  alone: { begin: 'begin exclusive', locking: 'exclusive' },
} as const;

/**
 * SQLite in a file, or in memory.
 *
 * @param path a file, or `:memory:`
 */
export function sqliteDialect(path: string, use: keyof typeof uses): Dialect {
  const { begin, locking } = uses[use];
  const database = new Libsql(path);
  // A lock of a file in WAL mode is exclusive only where that was said before the first look into the file.
  database.exec(`pragma busy_timeout = ${startTimeout}; pragma locking_mode = ${locking};`);
  // With `full`, a committed transaction is on disk.
  database.exec('pragma synchronous = full;');
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(database, begin),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
