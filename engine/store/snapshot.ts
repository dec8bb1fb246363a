import type { Kysely, TransactionBuilder } from 'kysely';
import type { Tables } from './schema/tables.ts';

/** A transaction that reads one state of the database. SQLite has no other, and our dialect needs no words for it. */
export const snapshotOf = (db: Kysely<Tables>): TransactionBuilder<Tables> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
