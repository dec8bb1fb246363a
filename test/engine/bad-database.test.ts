import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import Libsql from 'libsql';
import { randomId } from '../../src/protocol/random-id.ts';
import { newDatabase, onPostgres, server } from '../support/engine/databases.ts';
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

  // Only root mounts a disk of its own.
  if (process.getuid?.() === 0)
    describe('with a disk of its own', () => {
      beforeEach(() => execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]));
      afterEach(() => execFileSync('umount', ['--lazy', folder]));

      it('that is full', async () => {
        writeFileSync(join(folder, 'filler'), Buffer.alloc(240 * 1024));
        writeFileSync(path, '');
        await refused(/full/, /Make room/);
      });

      it('that cannot be written', async () => {
        write('create table invoices (id integer)', 'drop table invoices');
        execFileSync('mount', ['-o', 'remount,ro', folder]);
        await refused(/cannot be written/, /the right to write/);
      });
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

  if (server)
    describe('on Postgres', () => {
      const at = (database: string, user?: string) => {
        const url = new URL(server!);
        url.pathname = database;
        if (user) [url.username, url.password] = [user, 'secret-word'];
        return url.href;
      };
      const says = (address: string, ...texts: readonly RegExp[]) =>
        assert.rejects(openStore(address, log), ({ message }: Error) => {
          assert.match(message, /^The engine cannot start with the database postgres:/);
          assert.doesNotMatch(message, new RegExp(`secret-word|${new URL(server!).password}`));
          for (const each of texts) assert.match(message, each);
          return true;
        });

      it('where there is no such database', () => says(at('nowhere'), /no such database/, /DATABASE_URL/));

      it('where the user may not create tables, and nothing is created', async () => {
        const role = `poor_${randomId()}`;
        await onPostgres(server!, `create role ${role} login password 'secret-word'`);
        const { database, drop } = await newDatabase('postgres');
        try {
          await says(at(new URL(database).pathname, role), /no right to create tables/, /Grant it/);
          const tables = await onPostgres(database, "select 1 from pg_tables where schemaname = 'public'");
          assert.deepEqual(tables, []);
        } finally {
          await drop();
          await onPostgres(server!, `drop role ${role}`);
        }
      });
    });
});
