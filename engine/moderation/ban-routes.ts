import type { WireBan } from '../../src/protocol/moderation/moderation-endpoints.ts';
import type { BanRow } from '../model/ban-row.ts';
import { iso } from '../core/iso.ts';
import { may } from '../auth/authorize.ts';
import { pageOf } from '../requests/page.ts';
import { Refusal } from '../core/refusal.ts';
import { moderates } from '../model/room-doc.ts';
import type { RoomRoutes } from '../requests/route-context.ts';

const wire = ({ identity, room, reason, at, until }: BanRow): WireBan => ({
  identity,
  room_name: room || null,
  reason,
  at: iso(at),
  until: until === null ? null : iso(until),
});

/** Bans are of a room; with the server secret and without a room's name, of the whole project. */
export const banRoutes = {
  ban: ({ actor, body, now, store, putOut }) => {
    const { identity, reason, duration } = body;
    if (identity === actor.me.identity)
      throw new Refusal('target_protected', 'Could not ban yourself. Leave instead.');
    may(actor, 'ban', identity);
    const { app, name: room } = actor.room;
    const until = duration === undefined ? null : now + duration * 1000;
    const row: BanRow = { app, room, identity, reason: reason || null, at: now, until };
    store.ban(row);
    putOut(identity, { code: 'banned', ...(until !== null && { until: iso(until) }) }, row.reason);
    return wire(row);
  },
  unban: ({ actor, body, store }) => store.unban(actor.room.app, actor.room.name, body.identity),
  listBans: ({ actor, query, now, store }) => {
    const { app, name } = actor.room;
    const page = pageOf(query);
    const all = store.bans(app, name || null, now, page);
    // Others see their own, and who is banned is not here.
    const role = actor.server || moderates(actor.room, actor.me.identity);
    return {
      bans: role ? all.map(wire) : [],
      page: page.number,
      per_page: page.limit,
      total: role ? store.countBans(app, name || null, now) : 0,
    };
  },
} satisfies Partial<RoomRoutes>;
