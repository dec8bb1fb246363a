import type { Kysely } from 'kysely';
import type { CallRow } from '../../model/call-row.ts';
import type { Tables } from '../schema/tables.ts';

const rowOf = (found: { row: string } | undefined): CallRow | null =>
  found ? (JSON.parse(found.row) as CallRow) : null;

/** Calls, and the call that a person is in: one at most. */
export const callQueries = (db: Kysely<Tables>) => ({
  async findCall(app: string, id: string): Promise<CallRow | null> {
    const query = db.selectFrom('calls').select('row').where('app', '=', app).where('id', '=', id);
    return rowOf(await query.executeTakeFirst());
  },

  /** The call of a person that is not over. */
  async findCallOf(app: string, identity: string): Promise<CallRow | null> {
    const query = db
      .selectFrom('engaged')
      .innerJoin('calls', (join) =>
        join.onRef('calls.app', '=', 'engaged.app').onRef('calls.id', '=', 'engaged.call'),
      )
      .select('calls.row')
      .where('engaged.app', '=', app)
      .where('engaged.identity', '=', identity);
    return rowOf(await query.executeTakeFirst());
  },

  /**
   * Takes the one place of each person for a call: compare-and-set, for which no lock is held.
   *
   * @returns `false` where a person has a call already. The transaction is to be run again then
   */
  async engage({ app, id, caller, callee }: CallRow): Promise<boolean> {
    // In one order, so that two calls that cross do not wait for each other.
    for (const identity of [caller, callee].sort()) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('engaged')
        .values({ app, identity, call: id })
        .onConflict((conflict) => conflict.columns(['app', 'identity']).doNothing())
        .executeTakeFirst();
      if (!numInsertedOrUpdatedRows) return false;
    }
    return true;
  },

  /** @param expires for how long the outcome is kept; `null` for a call that is not over */
  async saveCall(call: CallRow, expires: number | null): Promise<void> {
    const { app, id } = call;
    const values = { expires, row: JSON.stringify(call) };
    await db
      .insertInto('calls')
      .values({ app, id, ...values })
      .onConflict((conflict) => conflict.columns(['app', 'id']).doUpdateSet(values))
      .execute();
    if (expires !== null)
      await db.deleteFrom('engaged').where('app', '=', app).where('call', '=', id).execute();
  },

  /** Deletes the outcomes that are no longer kept, and the names of the rooms of these calls. */
  async sweepCalls(now: number): Promise<void> {
    const old = db.selectFrom('calls').where('expires', '<=', now);
    await db
      .deleteFrom('rooms')
      .where('doc', 'is', null)
      .where(({ eb, refTuple }) =>
        eb(refTuple('app', 'name'), 'in', old.select(['calls.app', 'calls.id']).$asTuple('app', 'id')),
      )
      .execute();
    await db.deleteFrom('calls').where('expires', '<=', now).execute();
  },
});
