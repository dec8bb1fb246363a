import type { Kysely } from 'kysely';
import type { SessionEnd, SessionRow } from '../../model/session-row.ts';
import type { Tables } from '../schema/tables.ts';

type Key = Pick<SessionRow, 'app' | 'room' | 'identity' | 'sessionId'>;

export const sessionQueries = (db: Kysely<Tables>) => ({
  /** By participant and id: clients make the ids, and two may be equal. */
  async findSession({ app, room, identity, sessionId }: Key): Promise<SessionRow | null> {
    const row = await db
      .selectFrom('sessions')
      .select(['app', 'room', 'epoch', 'session as sessionId', 'identity', 'ended'])
      .where('app', '=', app)
      .where('room', '=', room)
      .where('identity', '=', identity)
      .where('session', '=', sessionId)
      .executeTakeFirst();
    return row ?? null;
  },

  /** @param row.expires when the last bearer token of the session expires */
  async openSession(row: Omit<SessionRow, 'ended'> & { expires: number }): Promise<void> {
    const { app, room, identity, sessionId, epoch, expires } = row;
    await db
      .insertInto('sessions')
      .values({ app, room, identity, session: sessionId, epoch, ended: null, expires })
      .onConflict((conflict) =>
        conflict.columns(['app', 'room', 'identity', 'session']).doUpdateSet({ epoch, ended: null, expires }),
      )
      .execute();
  },

  /** Ends the open sessions of a room, or of one participant in the room. */
  async endSessions(
    { app, room, identity }: { app: string; room: string; identity?: string },
    why: SessionEnd,
  ): Promise<void> {
    const all = db
      .updateTable('sessions')
      .set({ ended: why })
      .where('app', '=', app)
      .where('room', '=', room)
      .where('ended', 'is', null);
    await (identity === undefined ? all : all.where('identity', '=', identity)).execute();
  },
});
