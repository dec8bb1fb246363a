/** The only importer of pg. */
import { PostgresDialect, type Dialect } from 'kysely';
import pg from 'pg';

/** Every wait for the database is shorter than the 2 s after which a command is answered `unavailable`. Milliseconds. */
const wait = 1_500;

/** The type id of `bigint`, which pg hands out as a string. All of ours are exact as numbers: times and counts. */
const bigint = 20;

/** Postgres, over a pool of connections. @param url as `postgres://user:password@host/database` */
export function postgresDialect(url: string, log: (error: Error) => void): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: wait,
    query_timeout: wait,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === bigint ? Number : (pg.types.getTypeParser(oid, format as 'text') as unknown),
    } as pg.CustomTypesConfig,
  });
  // An idle connection that breaks is told here only; the next query opens another one.
  pool.on('error', log);
  return new PostgresDialect({ pool });
}
