import { postgresAddress } from '../../core/postgres-address.ts';

export type Dialect = 'sqlite' | 'postgres';

/** @param database path of a SQLite file, `:memory:`, or address of a Postgres database */
export const dialectOf = (database: string): Dialect =>
  postgresAddress.test(database) ? 'postgres' : 'sqlite';
