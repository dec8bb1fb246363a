import type { Kysely } from 'kysely';
import type { BanRow } from '../../model/ban-row.ts';
import type { Tables } from '../schema/tables.ts';

const columns = ['app', 'room', 'identity', 'reason', 'at', 'until'] as const;

/** Bans outlive rooms. */
export const banQueries = (db: Kysely<Tables>) => {
  /** The bans that last, of one room, or of the whole app for `null`. */
  const lasting = (app: string, room: string | null, now: number) => {
    const all = db
      .selectFrom('bans')
      .where('app', '=', app)
      .where((row) => row.or([row('until', 'is', null), row('until', '>', now)]));
    return room === null ? all : all.where('room', '=', room);
  };
  return {
    /** The ban that applies to a person in a room: the room's own ban, else the app's. */
    async findBan(app: string, room: string, identity: string, now: number): Promise<BanRow | null> {
      const row = await lasting(app, null, now)
        .select(columns)
        .where('identity', '=', identity)
        .where('room', 'in', [room, ''])
        .orderBy('room', 'desc')
        .executeTakeFirst();
      return row ?? null;
    },

    /** A second ban of the same person replaces the first. */
    async saveBan({ app, room, identity, reason, at, until }: BanRow): Promise<void> {
      await db
        .insertInto('bans')
        .values({ app, room, identity, reason, at, until })
        .onConflict((conflict) =>
          conflict.columns(['app', 'room', 'identity']).doUpdateSet({ reason, at, until }),
        )
        .execute();
    },

    async deleteBan(app: string, room: string, identity: string): Promise<void> {
      await db
        .deleteFrom('bans')
        .where('app', '=', app)
        .where('room', '=', room)
        .where('identity', '=', identity)
        .execute();
    },

    /** Newest first, without those that are over; all of the app where `room` is `null`. */
    listBans: (
      app: string,
      room: string | null,
      now: number,
      { offset, limit }: { offset: number; limit: number },
    ): Promise<BanRow[]> =>
      lasting(app, room, now)
        .select(columns)
        .orderBy('at', 'desc')
        .orderBy('identity')
        .limit(limit)
        .offset(offset)
        .execute(),

    async countBans(app: string, room: string | null, now: number): Promise<number> {
      const row = await lasting(app, room, now)
        .select((query) => query.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  };
};
