import { sql } from 'kysely';
import type { Dialect } from '../dialects/dialect.ts';

/** Text that sorts by its bytes on both dialects: the default order of Postgres is a language's. */
export const textOf = (dialect: Dialect) => (dialect === 'postgres' ? sql`text collate "C"` : sql`text`);

/** Milliseconds need more than the 32 bits of an integer of Postgres. */
export const number = sql`bigint`;
