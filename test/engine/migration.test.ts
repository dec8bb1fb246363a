import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import Libsql from 'libsql';
import type { RoomDoc } from '../../engine/model/room-doc.ts';
import { openStore } from '../../engine/store/store.ts';

const app = '1234567890';
/** The time of the database: when its clock stood still. */
const now = Date.UTC(2026, 0, 1);
/** When the brief ban ends. */
const hour = now + 3_600_000;
const log = () => {};

describe('a database of the first version', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'utd-migration-'));
    path = join(folder, 'engine.db');
    // The file that the engine of commit e767eb8 has written, as text.
    write('pragma journal_mode = wal', readFileSync('test/support/engine/version-1.sql', 'utf8'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (...statements: readonly string[]) => {
    const database = new Libsql(path);
    for (const statement of statements) database.exec(statement);
    database.close();
  };

  /** The journal mode, the schema and every row: of a copy of the files, as another process has them. */
  const dump = () => {
    const copy = join(mkdtempSync(join(folder, 'dump-')), 'engine.db');
    for (const file of ['', '-wal', '-shm'])
      if (existsSync(path + file)) copyFileSync(path + file, copy + file);
    const database = new Libsql(copy);
    const all = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[];
    const schema = all('select type, name, tbl_name, sql from sqlite_master order by type, name');
    const rows = schema
      .filter(({ type }) => type === 'table')
      .map(({ name }) => [name, all(`select * from ${String(name)}`)]);
    const result = { journal: all('pragma journal_mode'), schema, rows };
    database.close();
    return result;
  };

  it('opens with its bans, seats, mutes, rights and messages', async () => {
    const store = await openStore(path, log);
    const found = await store.read(async (tx) => {
      const room = (await tx.findRoom(app, 'lobby')) as RoomDoc;
      const names = ['host', 'muted', 'silent', 'cleared', 'withdrawn', 'admin', 'bad'];
      const people = await tx.findPeople(room, names);
      return {
        room,
        people: new Map(people.map((person) => [person.identity, person])),
        bans: await tx.listBans(app, 'lobby', now, { offset: 0, limit: 10 }),
        messages: await tx.listMessages(room, { limit: 10 }),
        counts: await tx.countsOf(room),
        session: await tx.findSession({
          app,
          room: 'lobby',
          identity: 'muted',
          sessionId: 'muted'.padEnd(32, '0'),
        }),
        present: await tx.presentPeople(room, { offset: 0, limit: 100 }),
      };
    });
    await store.close();
    const { room, people } = found;
    assert.deepEqual(found.bans.map(({ identity }) => identity).sort(), ['bad', 'brief']);
    assert.deepEqual([room.owner, room.admins], ['host', ['admin']]);
    assert.deepEqual(
      room.seats.map(({ identity }) => identity),
      [null, 'muted', null, null],
    );
    assert.match(room.livekitRoom, /^r_[0-9a-f]{32}$/);
    assert.deepEqual(
      Object.keys(room).filter((key) => ['sfu', 'silenced', 'cleared', 'withdrawn'].includes(key)),
      [],
    );
    assert.deepEqual(
      ['muted', 'silent', 'cleared'].map((name) => [
        people.get(name)?.silenced ?? false,
        people.get(name)?.cleared ?? false,
      ]),
      [
        [true, false],
        [true, false],
        [false, true],
      ],
    );
    const withdrawn = people.get('withdrawn');
    assert.deepEqual([withdrawn?.presence, withdrawn?.withdrawnAt], ['absent', now]);
    assert.deepEqual(
      found.messages.map(({ text }) => text),
      ['Hello'],
    );
    assert.equal(found.session?.ended, null);
    assert.equal(found.counts.here, found.present.length);
    assert.deepEqual(
      [found.counts.members, found.present.length],
      [6, 5],
      'host, muted, silent, guest and admin are here, and the invited participant is expected',
    );
  });

  it('is not changed by a second start', async () => {
    await (await openStore(path, log)).close();
    const first = dump();
    await (await openStore(path, log)).close();
    assert.deepEqual(dump(), first);
  });

  it('opens with its requests, invitations, anonymous participants, answers and all that expires', async () => {
    const store = await openStore(path, log);
    const found = await store.read(async (tx) => {
      const hall = (await tx.findRoom(app, 'hall'))!;
      const [anonymous] = await tx.peopleAfter(hall, 'anon_', 1);
      const session = (identity: string) =>
        tx.findSession({ app, room: 'hall', identity, sessionId: identity.padEnd(32, '0') });
      return {
        hall,
        anonymous: [anonymous!.identity, anonymous!.presence, anonymous!.deadline],
        ended: [(await session('kicked'))?.ended, (await session('asker'))?.ended],
        everywhere: await tx.findBan(app, 'hall', 'everywhere', now),
        brief: [await tx.findBan(app, 'lobby', 'brief', now), await tx.findBan(app, 'lobby', 'brief', hour)],
        kicked: await tx.kickedUntil(app, 'hall', 'kicked', now),
        next: await tx.nextDeadline(),
        closed: [await tx.findRoom(app, 'gone'), await tx.epochOf(app, 'gone')],
        closing: await tx.closingRooms(),
      };
    });
    const [request] = found.hall.requests!;
    assert.deepEqual([request!.identity, request!.note], ['asker', 'A question']);
    assert.deepEqual(
      found.hall.invitations!.map(({ inviter, target, seat }) => [inviter, target, seat]),
      [['host', 'asked', 2]],
    );
    assert.match(String(found.anonymous[0]), /^anon_[0-9a-f]{32}$/);
    assert.deepEqual(found.anonymous.slice(1), ['expected', now + 180_000]);
    assert.deepEqual(found.ended, ['kicked', null]);
    assert.equal(found.everywhere?.reason, 'Spam');
    assert.deepEqual([found.brief[0]?.until, found.brief[1]], [hour, null]);
    assert.equal(found.kicked, now + 30_000);
    // The invitation is the first to expire.
    assert.equal(found.next, now + 60_000);
    assert.deepEqual(found.closed, [null, 1]);
    assert.match(found.closing[0]!.livekitRoom, /^r_/);
    await store.transaction({ app, room: 'hall' }, async (tx) => {
      const caller = [app, 'asker', 'asker'.padEnd(32, '0')];
      const path = '/api/v1/rooms/hall/speakers/request';
      const scope = JSON.stringify(caller.concat('POST', path, 'a-key-of-one-act-0001'));
      const answer = await tx.findAnswer(scope, now);
      assert.equal(
        (JSON.parse(answer!.body) as { request_id: string }).request_id,
        request!.id,
        'the answer that is kept for a repeated request',
      );
      assert.equal(await tx.useToken(app, 'used-once', hour), false);
    });
    await store.close();
    const [anonymous] = dump().rows.find(([name]) => name === 'anonymous')![1] as { name: string }[];
    assert.match(anonymous!.name, /^Guest \d{4}$/);
  });

  const document = "update rooms set doc = '%' where name = 'hall'";
  for (const [what, statement] of [
    ['the document of a room is no JSON', document.replace('%', '{"seats":secret-word')],
    ['the document of a room is empty', document.replace('%', 'null')],
    ['the document of a room has no seats', document.replace('%', '{"silenced":["secret-word"]}')],
    ['the row of a participant is no JSON', "update people set row = 'secret-word' where identity = 'asker'"],
  ] as const)
    it(`stays as it was where ${what}, and the error names the room and says what to do`, async () => {
      write(statement);
      const before = dump();
      await assert.rejects(openStore(path, log), ({ message }: Error) => {
        assert.match(message, /^The engine cannot start with the database .*engine\.db: /);
        assert.match(message, /the room 'hall' of the app 1234567890 cannot be carried over/);
        assert.match(message, /Restore a backup of the database\.$/);
        assert.doesNotMatch(message, /secret-word/);
        return true;
      });
      assert.deepEqual(dump(), before);
    });

  it('stays as it was where a migration fails after its tables were changed', async () => {
    // The index has the name of a new one.
    write('create index people_roster on people (app)');
    const before = dump();
    await assert.rejects(openStore(path, log), /people_roster/);
    assert.deepEqual(dump(), before);
  });
});
