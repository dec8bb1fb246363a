import type { WireBan } from '../../src/protocol/moderation/moderation-endpoints.ts';
import { authorize } from '../auth/authorize.ts';
import { iso } from '../core/clock.ts';
import { Refusal } from '../core/refusal.ts';
import type { BanRow } from '../model/ban-row.ts';
import { pageOf } from '../requests/request-input.ts';
import type { RoomRoutes } from '../requests/route-context.ts';

const wireBan = ({ identity, room, reason, at, until }: BanRow): WireBan => ({
  identity,
  room_name: room || null,
  reason,
  at: iso(at),
  until: until === null ? null : iso(until),
});

/** Bans from a room; with the server secret and without a room's name, from the whole app. */
export const banRoutes = {
  ban: async ({ actor, body, now, tx, remove }) => {
    const { identity, reason, duration } = body;
    if (identity === actor.me.identity)
      throw new Refusal('target_protected', 'Could not ban yourself. Leave instead.');
    authorize(actor, 'ban', identity);
    const { app, name: room } = actor.state.room;
    const until = duration === undefined ? null : now + duration * 1000;
    const row: BanRow = { app, room, identity, reason: reason || null, at: now, until };
    await tx.saveBan(row);
    await remove(identity, { code: 'banned', ...(until !== null && { until: iso(until) }) }, row.reason);
    return wireBan(row);
  },
  unban: ({ actor, body, tx }) => tx.deleteBan(actor.state.room.app, actor.state.room.name, body.identity),
  listBans: async ({ actor, query, now, tx }) => {
    const { app, name } = actor.state.room;
    const page = pageOf(query);
    // Participants see their own bans, and a banned participant is not here.
    const may = actor.server || ['host', 'admin'].includes(actor.role);
    return {
      bans: may ? (await tx.listBans(app, name || null, now, page)).map(wireBan) : [],
      page: page.number,
      per_page: page.limit,
      total: may ? await tx.countBans(app, name || null, now) : 0,
    };
  },
} satisfies Partial<RoomRoutes>;
