import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import Libsql from 'libsql';
import type { RoomDoc } from '../../engine/model/room-doc.ts';
import { openStore } from '../../engine/store/store.ts';

const app = '1234567890';
/** The time of the database: when its clock stood still. */
const now = Date.UTC(2026, 0, 1);
const log = () => {};

describe('a database of the first version', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'utd-migration-'));
    path = join(folder, 'engine.db');
    const database = new Libsql(path);
    // The file that the engine of commit e767eb8 has written, as text.
    database.exec(readFileSync('test/support/engine/version-1.sql', 'utf8'));
    database.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Every row of every table, as text. */
  const dump = () => {
    const database = new Libsql(path);
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' order by name")
      .all() as { name: string }[];
    const rows = tables.map(({ name }) => [name, database.prepare(`select * from ${name}`).all()]);
    database.close();
    return JSON.stringify(rows);
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
    assert.equal(dump(), first);
  });

  it('stays as it was where a migration fails, and the error says what to do', async () => {
    const database = new Libsql(path);
    database.prepare("update rooms set doc = '{' where name = 'lobby'").run();
    database.close();
    const before = dump();
    await assert.rejects(
      openStore(path, log),
      /^Error: The engine cannot start with the database .*engine\.db: /,
    );
    // A rename of its column would show in the rows as well.
    const rooms = (text: string) => /\["rooms",.*?\]\]/.exec(text)?.[0];
    assert.equal(rooms(dump()), rooms(before));
  });
});
