import type { PersonRow, RoomDoc } from '../model/room-doc.ts';
import { bans } from './bans.ts';
import { chat } from './chat.ts';
import { openDatabase } from './database.ts';
import { remembered } from './short-lived.ts';
import { schema } from './schema.ts';
import { Conflict, type SessionRow, type Store } from './store.ts';

/** @param path a file, or `:memory:` */
export function sqlite(path: string): Store {
  const connection = openDatabase(path, schema);
  const { run, one, all, transaction, close } = connection;
  const doc = (row: { doc: string | null } | null): RoomDoc | null => (row?.doc ? JSON.parse(row.doc) : null);

  const store: Store = {
    transaction,

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
      for (const table of ['people', 'chat', 'expiries'])
        run(`delete from ${table} where app = ? and room = ?`, app, name);
    },
    setExpiry({ app, name }, at) {
      if (at === null) run('delete from expiries where app = ? and room = ?', app, name);
      else run('insert or replace into expiries (app, room, at) values (?, ?, ?)', app, name, at);
    },
    dueExpiries: (now) => all('select app, room from expiries where at <= ?', now),
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
        // The conditions are those of the indexes: without them it reads every row.
        `select min(at) as at from (select min(deadline) as at from people where deadline is not null
         union all select min(deadline) from rooms where deadline is not null
         union all select min(at) from expiries)`,
      )?.at ?? null,
    duePeople: (now) =>
      all('select app, room, identity from people where deadline <= ? order by deadline', now),
    dueRooms: (now) => all('select app, name as room from rooms where deadline <= ? order by deadline', now),

    ...remembered(connection),
    ...bans(connection),
    ...chat(connection),
    close,
  };
  return store;
}
