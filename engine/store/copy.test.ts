import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import Libsql from 'libsql';
import { dialects, newDatabase } from '../../test/support/engine/databases.ts';
import { copyDatabase } from './copy.ts';
import { openStore } from './store.ts';

const app = '1234567890';
const log = () => {};

describe('a copy of a database', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'utd-copy-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A database with rooms, people, bans and messages. */
  const source = () => {
    const path = join(folder, 'from.db');
    const database = new Libsql(path);
    database.exec(readFileSync('test/support/engine/version-1.sql', 'utf8'));
    database.close();
    return path;
  };

  const contents = async (path: string) => {
    const store = await openStore(path, log);
    const all = await store.read(async (tx) => {
      const room = (await tx.findRoom(app, 'lobby'))!;
      return {
        room,
        people: await tx.peopleAfter(room, '', 100),
        counts: await tx.countsOf(room),
        bans: await tx.listBans(app, null, 0, { offset: 0, limit: 100 }),
        messages: await tx.listMessages(room, { limit: 100 }),
      };
    });
    await store.close();
    return all;
  };

  for (const dialect of dialects)
    it(`has every row, on ${dialect}`, async () => {
      const from = source();
      const { database: to, drop } = await newDatabase(dialect);
      const lines = await copyDatabase(from, to);
      assert(
        lines.includes('bans: 2') && lines.includes('chat: 1') && lines.includes('rooms: 1'),
        lines.join(),
      );
      assert.deepEqual(await contents(to), await contents(from));
      await drop();
    });

  it('is refused where the target has rows, and the target stays as it was', async () => {
    const from = source();
    const to = join(folder, 'to.db');
    await copyDatabase(from, to);
    const before = await contents(to);
    await assert.rejects(copyDatabase(from, to), /Could not copy to .*to\.db: its table 'rooms' has rows/);
    assert.deepEqual(await contents(to), before);
  });
});
