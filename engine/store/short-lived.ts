import type { Connection } from './database.ts';
import type { KeptAnswer, Store } from './store.ts';

type Remembered = Pick<
  Store,
  | 'anonymous'
  | 'keepAnonymous'
  | 'keepAnonymousUntil'
  | 'useToken'
  | 'shutOut'
  | 'keepOut'
  | 'keptAnswer'
  | 'keepAnswer'
  | 'sweep'
>;

/** What the store keeps for a while and then forgets. */
export const remembered = ({ run, one }: Connection): Remembered => ({
  anonymous: (app, hash, now) =>
    one('select identity, name from anonymous where app = ? and hash = ? and expires > ?', app, hash, now),
  keepAnonymous: ({ app, secretHash, identity, name, expires }) =>
    void run(
      'insert or replace into anonymous (app, hash, identity, name, expires) values (?, ?, ?, ?, ?)',
      app,
      secretHash,
      identity,
      name,
      expires,
    ),
  keepAnonymousUntil: (app, identity, expires) =>
    void run('update anonymous set expires = ? where app = ? and identity = ?', expires, app, identity),
  useToken: (app, jti, expires) =>
    run('insert or ignore into tokens (app, jti, expires) values (?, ?, ?)', app, jti, expires).changes > 0,

  shutOut: (app, room, identity, now) =>
    one<{ expires: number }>(
      'select expires from kicked where app = ? and room = ? and identity = ? and expires > ?',
      app,
      room,
      identity,
      now,
    )?.expires ?? 0,
  keepOut: (app, room, identity, until) =>
    void run(
      'insert or replace into kicked (app, room, identity, expires) values (?, ?, ?, ?)',
      app,
      room,
      identity,
      until,
    ),

  keptAnswer: (scope, now) =>
    one<KeptAnswer>(
      'select hash as bodyHash, status, body from answers where scope = ? and expires > ?',
      scope,
      now,
    ),
  keepAnswer: (scope, { bodyHash, status, body }, expires) =>
    void run(
      'insert or replace into answers (scope, hash, status, body, expires) values (?, ?, ?, ?, ?)',
      scope,
      bodyHash,
      status,
      body,
      expires,
    ),
  sweep(now) {
    for (const table of ['answers', 'tokens', 'anonymous', 'sessions', 'kicked'])
      run(`delete from ${table} where expires <= ?`, now);
    run('delete from bans where until <= ?', now);
  },
});
