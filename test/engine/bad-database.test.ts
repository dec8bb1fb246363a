import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import Libsql from 'libsql';
import { openStore } from '../../engine/store/store.ts';

const log = () => {};

describe('an engine does not start', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'utd-bad-'));
    path = join(folder, 'engine.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const hash = () => createHash('sha256').update(readFileSync(path)).digest('hex');

  const write = (...statements: readonly string[]) => {
    const database = new Libsql(path);
    for (const statement of statements) database.exec(statement);
    database.close();
  };

  /** The file is as before, and the sentence names the file, what happened and what to do. */
  async function refused(...says: readonly RegExp[]) {
    const before = hash();
    await assert.rejects(openStore(path, log), ({ message }: Error) => {
      assert.match(message, /^The engine cannot start with the database .*engine\.db: /);
      for (const each of says) assert.match(message, each);
      return true;
    });
    assert.equal(hash(), before);
  }

  it('on a file that is no database', async () => {
    writeFileSync(path, 'A letter, and no database. '.repeat(200));
    await refused(/no SQLite database/, /UTD_DATA/);
  });

  it('on the database of another program', async () => {
    write(
      'pragma journal_mode = wal',
      'create table invoices (id integer)',
      'pragma wal_checkpoint(truncate)',
    );
    await refused(/tables of another program/, /a database of its own/);
  });

  it('on the database of a newer engine', async () => {
    await (await openStore(path, log)).close();
    write(
      "insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01')",
      'pragma wal_checkpoint(truncate)',
    );
    await refused(/newer version/, /Start that version/);
  });

  for (const [what, address, ...says] of [
    ['at an address where no server listens', 'postgres://utd:secret-word@127.0.0.1:1/utd', /DATABASE_URL/],
    ['at an address that is none', 'postgres://utd:secret-word@:port/utd', /DATABASE_URL/],
  ] as const)
    it(`${what}, and the sentence keeps the password`, async () => {
      await assert.rejects(openStore(address, log), ({ message }: Error) => {
        assert.match(message, /^The engine cannot start with the database postgres:/);
        assert.doesNotMatch(message, /secret-word/);
        for (const each of says) assert.match(message, each);
        return true;
      });
    });
});
