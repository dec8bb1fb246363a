import type { Kysely } from 'kysely';
import type { KeptAnswer } from '../../model/kept-answer.ts';
import type { Tables } from '../schema/tables.ts';

/** Facts that the store keeps for a time. */
export const shortLivedQueries = (db: Kysely<Tables>) => ({
  /** The identity that a resume secret stands for. */
  async findAnonymous(app: string, hash: string, now: number) {
    const row = await db
      .selectFrom('anonymous')
      .select(['identity', 'name'])
      .where('app', '=', app)
      .where('hash', '=', hash)
      .where('expires', '>', now)
      .executeTakeFirst();
    return row ?? null;
  },

  async saveAnonymous(row: Tables['anonymous']): Promise<void> {
    const { identity, name, expires } = row;
    await db
      .insertInto('anonymous')
      .values(row)
      .onConflict((conflict) => conflict.columns(['app', 'hash']).doUpdateSet({ identity, name, expires }))
      .execute();
  },

  /** Keeps the resume secret of a person for as long as after a mint. */
  async prolongAnonymous(app: string, identity: string, expires: number): Promise<void> {
    await db
      .updateTable('anonymous')
      .set({ expires })
      .where('app', '=', app)
      .where('identity', '=', identity)
      .execute();
  },

  /** @returns `false` where the token was used before */
  async useToken(app: string, jti: string, expires: number): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('tokens')
      .values({ app, jti, expires })
      .onConflict((conflict) => conflict.columns(['app', 'jti']).doNothing())
      .executeTakeFirst();
    return !!numInsertedOrUpdatedRows;
  },

  /** Until when a kicked person cannot join; 0 for now. */
  async kickedUntil(app: string, room: string, identity: string, now: number): Promise<number> {
    const row = await db
      .selectFrom('kicked')
      .select('expires')
      .where('app', '=', app)
      .where('room', '=', room)
      .where('identity', '=', identity)
      .where('expires', '>', now)
      .executeTakeFirst();
    return row?.expires ?? 0;
  },

  async saveKick(app: string, room: string, identity: string, expires: number): Promise<void> {
    await db
      .insertInto('kicked')
      .values({ app, room, identity, expires })
      .onConflict((conflict) => conflict.columns(['app', 'room', 'identity']).doUpdateSet({ expires }))
      .execute();
  },

  async findAnswer(scope: string, now: number): Promise<KeptAnswer | null> {
    const row = await db
      .selectFrom('answers')
      .select(['hash as bodyHash', 'status', 'body'])
      .where('scope', '=', scope)
      .where('expires', '>', now)
      .executeTakeFirst();
    return row ?? null;
  },

  async saveAnswer(scope: string, { bodyHash, status, body }: KeptAnswer, expires: number): Promise<void> {
    const values = { hash: bodyHash, status, body, expires };
    await db
      .insertInto('answers')
      .values({ scope, ...values })
      .onConflict((conflict) => conflict.column('scope').doUpdateSet(values))
      .execute();
  },

  /** Deletes what has expired. */
  async sweep(now: number): Promise<void> {
    for (const table of ['answers', 'tokens', 'anonymous', 'sessions', 'kicked'] as const)
      await db.deleteFrom(table).where('expires', '<=', now).execute();
    await db.deleteFrom('bans').where('until', '<=', now).execute();
  },
});
