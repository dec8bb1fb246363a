import Database from 'libsql';
import type { PersonRow, RoomDoc } from '../room-doc.ts';
import { schema } from './schema.ts';
import { Conflict, type KeptAnswer, type SessionRow, type Store } from './store.ts';

/** @param path a file, or `:memory:` for tests of rules. */
export function sqlite(path: string): Store {
  const db = new Database(path);
  // WAL with `full`: what was answered is on disk, and readers wait for nobody.
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;');
  db.exec(schema);
  const statements = new Map<string, Database.Statement>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const run = (sql: string, ...values: unknown[]) => prepared(sql).run(...values);
  const one = <T>(sql: string, ...values: unknown[]) => (prepared(sql).get(...values) ?? null) as T | null;
  const all = <T>(sql: string, ...values: unknown[]) => prepared(sql).all(...values) as T[];
  const doc = (row: { doc: string | null } | null): RoomDoc | null => (row?.doc ? JSON.parse(row.doc) : null);
  let inside = false;

  const store: Store = {
    transaction(work) {
      if (inside) return work();
      inside = true;
      db.exec('begin immediate');
      try {
        const result = work();
        db.exec('commit');
        return result;
      } catch (error) {
        db.exec('rollback');
        throw error;
      } finally {
        inside = false;
      }
    },

    room(app, name) {
      const room = doc(one('select doc from rooms where app = ? and name = ?', app, name));
      if (!room) return null;
      const rows = all<{ row: string }>(
        'select row from people where app = ? and room = ? order by identity',
        app,
        name,
      );
      const people = rows.map(({ row }): PersonRow => JSON.parse(row));
      return { room, people: new Map(people.map((each) => [each.identity, each])) };
    },
    epoch: (app, name) =>
      one<{ epoch: number }>('select epoch from rooms where app = ? and name = ?', app, name)?.epoch ?? 0,
    openRooms: () =>
      all<{ doc: string }>('select doc from rooms where doc is not null').map((row) => doc(row)!),
    bySfu: (sfu) => doc(one('select doc from rooms where sfu = ?', sfu)),
    createRoom(room) {
      run(
        `insert into rooms (app, name, epoch, version, doc, sfu) values (?, ?, ?, ?, ?, ?)
         on conflict do update set epoch = excluded.epoch, version = excluded.version, doc = excluded.doc, sfu = excluded.sfu`,
        room.app,
        room.name,
        room.epoch,
        room.version,
        JSON.stringify(room),
        room.sfu,
      );
    },
    saveRoom(room) {
      const { changes } = run(
        'update rooms set version = ?, doc = ? where app = ? and name = ? and epoch = ? and version = ?',
        room.version,
        JSON.stringify(room),
        room.app,
        room.name,
        room.epoch,
        room.version - 1,
      );
      if (!changes) throw new Conflict(`'${room.name}' was changed meanwhile.`);
    },
    closeRoom({ app, name, sfu }, metadata) {
      run('insert or replace into closing (sfu, metadata) values (?, ?)', sfu, metadata);
      run('update rooms set doc = null, sfu = null, deadline = null where app = ? and name = ?', app, name);
      run('delete from people where app = ? and room = ?', app, name);
    },
    closing: () => all('select sfu, metadata from closing'),
    closed: (sfu) => void run('delete from closing where sfu = ?', sfu),
    setRoomDeadline: (app, name, deadline) =>
      void run('update rooms set deadline = ? where app = ? and name = ?', deadline, app, name),

    savePerson: ({ app, name }, person) =>
      void run(
        `insert into people (app, room, identity, row, deadline) values (?, ?, ?, ?, ?)
         on conflict do update set row = excluded.row, deadline = excluded.deadline`,
        app,
        name,
        person.identity,
        JSON.stringify(person),
        person.deadline,
      ),
    deletePerson: ({ app, name }, identity) =>
      void run('delete from people where app = ? and room = ? and identity = ?', app, name, identity),

    session: ({ app, room, identity, sessionId }) =>
      one<SessionRow>(
        `select app, room, epoch, session as sessionId, identity, ended from sessions
         where app = ? and room = ? and identity = ? and session = ?`,
        app,
        room,
        identity,
        sessionId,
      ),
    openSession: ({ app, room, epoch, sessionId, identity, expires }) =>
      void run(
        `insert into sessions (app, room, session, identity, epoch, ended, expires) values (?, ?, ?, ?, ?, null, ?)
         on conflict do update set epoch = excluded.epoch, ended = null, expires = excluded.expires`,
        app,
        room,
        sessionId,
        identity,
        epoch,
        expires,
      ),
    endSessions: ({ app, room, identity = null, sessionId = null }, why) =>
      void run(
        `update sessions set ended = ? where app = ? and room = ? and ended is null
         and (? is null or identity = ?) and (? is null or session = ?)`,
        why,
        app,
        room,
        identity,
        identity,
        sessionId,
        sessionId,
      ),

    nextDeadline: () =>
      one<{ at: number | null }>(
        'select min(at) as at from (select min(deadline) as at from people union all select min(deadline) from rooms)',
      )?.at ?? null,
    duePeople: (now) =>
      all('select app, room, identity from people where deadline <= ? order by deadline', now),
    dueRooms: (now) => all('select app, name as room from rooms where deadline <= ? order by deadline', now),

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
    useToken: (app, jti, expires) =>
      run('insert or ignore into tokens (app, jti, expires) values (?, ?, ?)', app, jti, expires).changes > 0,

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
      for (const table of ['answers', 'tokens', 'anonymous', 'sessions'])
        run(`delete from ${table} where expires <= ?`, now);
    },
    close: () => void db.close(),
  };
  return store;
}
