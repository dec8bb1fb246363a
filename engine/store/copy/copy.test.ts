import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import pg from 'pg';
import {
  dialects,
  newDatabase,
  newPostgres,
  onPostgres,
  server,
  type TestDatabase,
} from '../../../test/support/engine/databases.ts';
import { copyDatabase } from './copy.ts';
import { dialectOf, type Dialect } from '../dialects/dialect.ts';
import { patientPostgresDialect, servingLock } from '../dialects/postgres-dialect.ts';
import { sqliteDialect } from '../dialects/sqlite-dialect.ts';
import { openStore } from '../store.ts';
import type { Tables } from '../schema/tables.ts';

const app = '1234567890';
const now = Date.UTC(2026, 0, 1);
const log = () => {};

/** More rows than a copy reads at once, and no multiple of that number. */
const many = 1_101;

/** Texts whose order is another one in each language, and by their bytes. */
const texts = ['a', 'B', 'ä', 'Z', 'é', '_', '😀'];
const textOf = (index: number) => `${texts[index % texts.length]}${index}`;
/** `null` for each third row. */
const perhaps = <T>(index: number, value: T) => (index % 3 ? value : null);
const inRoom = (index: number) => ({ app, room: textOf(index % 7), identity: textOf(index) });

const rowOf: { readonly [T in keyof Tables]: (index: number) => Tables[T] } = {
  rooms: (index) => ({
    app,
    name: textOf(index),
    epoch: index,
    version: 1,
    doc: perhaps(index, `{"name":"${textOf(index)}"}`),
    livekit_room: perhaps(index, `live-${index}`),
    deadline: perhaps(index, now + index),
    members: index,
    here: 0,
  }),
  closing: (index) => ({ livekit_room: textOf(index), metadata: '{}' }),
  people: (index) => ({
    ...inRoom(index),
    presence: 'here',
    joined_at: now,
    row: '{}',
    deadline: perhaps(index, now),
  }),
  sessions: (index) => ({
    ...inRoom(index),
    session: textOf(index % 5),
    epoch: 1,
    ended: perhaps(index, 'kicked'),
    expires: now,
  }),
  expiries: (index) => ({ app, room: textOf(index), at: now }),
  bans: (index) => ({
    ...inRoom(index),
    room: index % 2 ? 'lobby' : '',
    reason: perhaps(index, 'Shouting'),
    at: now,
    until: perhaps(index, now + index),
  }),
  chat: (index) => ({
    app,
    room: textOf(index % 7),
    seq: index,
    id: `m${index}`,
    sender: 'ada',
    message: textOf(index),
    removed: index % 2,
    row: '{"text":"It\'s \\"fine\\" 😀"}',
  }),
  anonymous: (index) => ({
    app,
    hash: textOf(index),
    identity: `anon_${index}`,
    name: 'Guest',
    expires: now,
  }),
  kicked: (index) => ({ ...inRoom(index), expires: now }),
  tokens: (index) => ({ app, jti: textOf(index), expires: now }),
  answers: (index) => ({ scope: textOf(index), hash: 'h', status: 200, body: '{}', expires: now }),
  conversations: (index) => ({ app, id: textOf(index), name: null, creator: null, newest: index, at: now }),
  members: (index) => ({ app, conversation: 'lobby', identity: textOf(index), seen: index }),
  messages: (index) => ({
    app,
    conversation: 'lobby',
    seq: index,
    sender: 'ada',
    client: textOf(index),
    name: null,
    content: '{}',
    at: now,
  }),
  blocks: (index) => ({ app, identity: 'ada', blocked: textOf(index) }),
  calls: (index) => ({ app, id: textOf(index), row: '{}', expires: now }),
  engaged: (index) => ({ app, identity: textOf(index), call: textOf(index) }),
};
const tables = Object.keys(rowOf) as (keyof Tables)[];

describe('a copy of a database', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'utd-copy-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  let folders = 0;
  /** The files as another process has them: libsql keeps a file open until the statements of a closed connection are gone. */
  const filesOf = (path: string) => {
    const fresh = join(folder, String(++folders));
    cpSync(dirname(path), fresh, { recursive: true });
    return join(fresh, basename(path));
  };

  async function on<T>(database: string, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    const db = new Kysely<Tables>({
      dialect:
        dialectOf(database) === 'postgres'
          ? patientPostgresDialect(database, log)
          : sqliteDialect(database, 'write'),
    });
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  }

  /** Every row of every table of the engine. */
  const contents = (database: string) =>
    on(dialectOf(database) === 'postgres' ? database : filesOf(database), async (db) => {
      const all: Record<string, readonly string[]> = {};
      for (const table of tables) {
        const rows = await db.selectFrom(table).selectAll().execute();
        all[table] = rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
      }
      return all;
    });

  const isEmpty = async (database: string) =>
    assert.deepEqual(await contents(database), Object.fromEntries(tables.map((table) => [table, []])));

  /** Databases of Postgres that are empty again: a new one takes as long as all that a test does. */
  const free: TestDatabase[] = [];
  const used: TestDatabase[] = [];
  const fresh = async (dialect: Dialect) => {
    const database =
      dialect === 'sqlite' ? await newDatabase('sqlite') : (free.pop() ?? (await newPostgres()));
    used.push(database);
    return database.database;
  };
  afterEach(async () => {
    for (const each of used.splice(0)) {
      if (dialectOf(each.database) === 'sqlite') await each.drop();
      else {
        // The lock is free when the server has seen the end of each connection.
        const ended = `select pg_advisory_lock(${servingLock})`;
        await onPostgres(each.database, ended, 'drop schema public cascade', 'create schema public');
        free.push(each);
      }
    }
  });
  after(async () => {
    for (const { drop } of free) await drop();
  });

  /** The database of an engine that has ended. @param rows of each table */
  const source = async (dialect: Dialect, rows = 2) => {
    const database = await fresh(dialect);
    await (await openStore(database, log)).close();
    await on(database, async (db) => {
      for (const table of tables) {
        const all = Array.from({ length: rows }, (_, index) => rowOf[table](index));
        for (let begin = 0; begin < rows; begin += 500)
          await db
            .insertInto(table)
            .values(all.slice(begin, begin + 500) as never)
            .execute();
      }
    });
    return dialect === 'postgres' ? database : filesOf(database);
  };

  /** An empty database of the engine. */
  const emptied = (dialect: Dialect) => source(dialect, 0);

  /** The sentence names the deed, what happened and what to do. */
  const refused = (from: string, to: string, ...says: readonly RegExp[]) =>
    assert.rejects(copyDatabase(from, to), ({ message }: Error) => {
      for (const each of says) assert.match(message, each);
      return true;
    });

  const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

  for (const one of dialects)
    for (const other of dialects)
      it(`has every row of every table, from ${one} to ${other}`, async () => {
        const from = await source(one, many);
        const to = await fresh(other);
        const lines = await copyDatabase(from, to);
        assert.deepEqual(
          lines,
          tables.map((table) => `${table}: ${many}`),
        );
        assert.deepEqual(await contents(to), await contents(from));
        if (other === 'sqlite') assert.equal(statSync(to).mode & 0o777, 0o600);
        await (await openStore(other === 'sqlite' ? filesOf(to) : to, log)).close();
      });

  for (const dialect of dialects) {
    const other = () => join(folder, 'copy.db');

    it(`is refused where the target has rows, and the target stays as it was, on ${dialect}`, async () => {
      const from = await source('sqlite');
      const to = await source(dialect, 1);
      const before = await contents(to);
      await refused(from, to, /^Could not copy to .*: its table 'rooms' has rows/, /Name another one\.$/);
      assert.deepEqual(await contents(to), before);
    });

    it(`is refused where the target is another program's, on ${dialect}`, async () => {
      const to = await fresh(dialect);
      await on(to, (db) => sql`create table invoices (id integer)`.execute(db));
      await refused(await source('sqlite'), to, /^Could not copy to .*tables of another program/);
    });

    it(`leaves the target empty where it fails at the last table, on ${dialect}`, async () => {
      const from = await source('sqlite');
      const prepared = await emptied(dialect);
      // The two answers have one status.
      await on(prepared, (db) => sql`create unique index one on answers (status)`.execute(db));
      const to = dialect === 'sqlite' ? filesOf(prepared) : prepared;
      await refused(from, to, /^Could not copy to .*(UNIQUE|unique)/);
      await isEmpty(to);
    });

    it(`is refused where the source has nothing of an engine, on ${dialect}`, async () => {
      const from = await fresh(dialect);
      if (dialect === 'sqlite') writeFileSync(from, '');
      await refused(from, other(), /^Could not copy from .*nothing of an engine\. Name the database/);
      assert(!existsSync(other()), 'a target was made');
    });

    it(`is refused where an older engine has written the source, which stays as it was, on ${dialect}`, async () => {
      const from = await source(dialect);
      await on(from, (db) => sql`delete from kysely_migration where name like '0002%'`.execute(db));
      const file = dialect === 'sqlite' && filesOf(from);
      const before = [await contents(from), file && hashOf(file)];
      await refused(file || from, other(), /^Could not copy from .*older version.*Start this version/);
      assert.deepEqual([await contents(from), file && hashOf(file)], before);
      assert(!existsSync(other()), 'a target was made');
    });

    it(`is refused while an engine serves the source, and an engine serves the target, on ${dialect}`, async () => {
      const served = await emptied(dialect);
      const store = await openStore(served, log);
      // The connections of a store are opened by its first use.
      await store.read((tx) => tx.nextDeadline());
      const says =
        /(an engine serves it|Another process holds the database)\. End (it|the engine), and try again\.$/;
      await refused(served, other(), /^Could not copy from /, says);
      assert(!existsSync(other()), 'a target was made');
      await refused(await source('sqlite'), served, /^Could not copy to /, says);
      await store.close();
      await isEmpty(served);
    });
  }

  it('is refused where there is no source, and makes none', async () => {
    const from = join(folder, 'misspelt.db');
    const to = join(folder, 'copy.db');
    await refused(
      from,
      to,
      /^Could not copy from .*misspelt\.db: ENOENT/,
      /Check its path and its rights\.$/,
    );
    assert(!existsSync(from) && !existsSync(to));
  });

  it('says where the target cannot be opened', async () => {
    mkdirSync(join(folder, 'folder.db'));
    for (const to of [join(folder, 'nowhere', 'copy.db'), join(folder, 'folder.db')])
      await refused(
        await source('sqlite'),
        to,
        /^Could not copy to .*\.db: E/,
        /Check its path and its rights\.$/,
      );
  });

  it('does not change the files of the source', async () => {
    const from = await source('sqlite');
    const before = hashOf(from);
    await copyDatabase(from, join(folder, 'copy.db'));
    assert.equal(hashOf(from), before);
  });

  if (server)
    describe('of Postgres', () => {
      it('needs no right but to read the source', async () => {
        const from = await source('postgres');
        const role = `reader_${Date.now()}`;
        await onPostgres(
          from,
          `create role ${role} login password 'secret-word'`,
          `grant usage on schema public to ${role}`,
          `grant select on all tables in schema public to ${role}`,
        );
        const asReader = new URL(from);
        [asReader.username, asReader.password] = [role, 'secret-word'];
        try {
          const to = await fresh('sqlite');
          await copyDatabase(asReader.href, to);
          assert.deepEqual(await contents(to), await contents(from));
        } finally {
          await onPostgres(from, `drop owned by ${role}`, `drop role ${role}`);
        }
      });

      it('has the state of its begin, though the source changes meanwhile', async () => {
        const from = await source('postgres');
        const before = await contents(from);
        const to = await emptied('postgres');
        const blocker = new pg.Client(to);
        await blocker.connect();
        await blocker.query('begin');
        await blocker.query('lock table rooms in exclusive mode');
        const copied = copyDatabase(from, to);
        const waits = 'select 1 from pg_locks where not granted';
        while (!(await blocker.query(waits)).rows.length) await pause(10);
        await onPostgres(from, 'delete from answers', "update bans set reason = 'changed'");
        await blocker.query('rollback');
        await blocker.end();
        await copied;
        assert.deepEqual(await contents(to), before);
      });
    });
});
