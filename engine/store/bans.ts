import type { BanRow } from '../model/ban-row.ts';
import type { Connection } from './database.ts';
import type { Store } from './store.ts';

type Bans = Pick<Store, 'banOf' | 'ban' | 'unban' | 'bans' | 'countBans'>;

/** Of one room, or where it is null of the whole app. */
const ofRoom = '(? is null or room = ?) and app = ? and (until is null or until > ?)';

/** Who is kept out. Bans outlive rooms. */
export const bans = ({ run, one, all }: Connection): Bans => ({
  banOf: (app, room, identity, now) =>
    one<BanRow>(
      `select app, room, identity, reason, at, until from bans
       where app = ? and identity = ? and room in (?, '') and (until is null or until > ?) order by room desc`,
      app,
      identity,
      room,
      now,
    ),
  ban: ({ app, room, identity, reason, at, until }) =>
    void run(
      'insert or replace into bans (app, room, identity, reason, at, until) values (?, ?, ?, ?, ?, ?)',
      app,
      room,
      identity,
      reason,
      at,
      until,
    ),
  unban: (app, room, identity) =>
    void run('delete from bans where app = ? and room = ? and identity = ?', app, room, identity),
  bans: (app, room, now, { offset, limit }) =>
    all<BanRow>(
      `select app, room, identity, reason, at, until from bans where ${ofRoom}
       order by at desc, identity limit ? offset ?`,
      room,
      room,
      app,
      now,
      limit,
      offset,
    ),
  countBans: (app, room, now) =>
    one<{ count: number }>(`select count(*) as count from bans where ${ofRoom}`, room, room, app, now)!.count,
});
