/** The only importer of libsql. */
import Database from 'libsql';

/** SQL as the store speaks it: statements are prepared once, transactions do not nest. */
export interface Connection {
  run(sql: string, ...values: unknown[]): { changes: number };
  /** The first row, `null` where there is none. */
  one<T>(sql: string, ...values: unknown[]): T | null;
  all<T>(sql: string, ...values: unknown[]): T[];
  /** All of `work` or nothing; inside another one it is part of that. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** @param schema makes the tables where they are not there */
export function openDatabase(path: string, schema: string): Connection {
  const db = new Database(path);
  // WAL with `full`: what was answered is on disk, and readers wait for nobody.
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;');
  db.exec(schema);
  const statements = new Map<string, Database.Statement>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  let inside = false;
  return {
    run: (sql, ...values) => prepared(sql).run(...values),
    one: <T>(sql: string, ...values: unknown[]) => (prepared(sql).get(...values) ?? null) as T | null, // rows are ours
    all: <T>(sql: string, ...values: unknown[]) => prepared(sql).all(...values) as T[], // rows are ours
    transaction(work) {
      if (inside) return work();
      inside = true;
      db.exec('begin immediate');
      try {
        const result = work();
        db.exec('commit');
        return result;
      } catch (error) {
        db.exec('rollback');
        throw error;
      } finally {
        inside = false;
      }
    },
    close: () => void db.close(),
  };
}
