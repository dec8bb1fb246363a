import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import Libsql from 'libsql';
import { readInstallation } from '../../engine/core/config.ts';
import { openStore } from '../../engine/store/store.ts';
import { randomId } from '../../src/protocol/random-id.ts';
import { makeCertificate } from '../support/engine/certificate.ts';
import { ownCluster } from '../support/engine/cluster.ts';
import { dialects, newDatabase, onPostgres, server } from '../support/engine/databases.ts';
import { networkTo } from '../support/engine/network.ts';
import { withoutRights } from '../support/engine/without-rights.ts';

const log = () => {};

function onSqlite(path: string, ...statements: readonly string[]): void {
  const database = new Libsql(path);
  for (const statement of statements) database.exec(statement);
  database.close();
}
const on = { sqlite: onSqlite, postgres: onPostgres };

const mount = (folder: string) =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'pipe' });
const unmount = (folder: string) => execFileSync('umount', ['--lazy', folder]);

/** Root has a disk of its own for a test, where the system lets it. The run says where there is none. */
function mounts(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'utd-disk-'));
  try {
    mount(folder);
    unmount(folder);
    return true;
  } catch {
    console.log(
      'The tests on a full disk and on one that cannot be written were not run: this user cannot mount a disk. Run them as root on Linux.',
    );
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('an engine does not start', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'utd-bad-'));
    path = join(folder, 'engine.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const hash = () => createHash('sha256').update(readFileSync(path)).digest('hex');

  const write = (...statements: readonly string[]) => onSqlite(path, ...statements);

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
    await refused(/no SQLite database/, /restore the file from a backup/);
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

  it('on a file that it may not write', async () => {
    write('create table invoices (id integer)', 'drop table invoices');
    chmodSync(path, 0o444);
    await withoutRights(folder, () => refused(/E(ACCES|PERM)/, /the right to read and write/));
  });

  it('in a folder that is none, or that it may not write, and the file is not made', async () => {
    const says = /engine\.db: E(ACCES|NOENT).*(the right to read and write|Check its path and its rights)/;
    await withoutRights(folder, () => assert.rejects(openStore(path, log), says));
    await assert.rejects(openStore(join(folder, 'nowhere', 'engine.db'), log), says);
    assert.deepEqual(readdirSync(folder), []);
  });

  if (mounts())
    describe('with a disk of its own', () => {
      beforeEach(() => mount(folder));
      afterEach(() => unmount(folder));

      it('that is full', async () => {
        writeFileSync(join(folder, 'filler'), Buffer.alloc(240 * 1024));
        writeFileSync(path, '');
        await refused(/full/, /Make room/);
      });

      it('that cannot be written', async () => {
        write('create table invoices (id integer)', 'drop table invoices');
        execFileSync('mount', ['-o', 'remount,ro', folder]);
        await refused(/EROFS/, /cannot be written/, /the right to write/);
        assert.throws(
          () => readInstallation({ UTD_DEV: '1', UTD_DATA: folder }),
          /^Error: The engine cannot start: EROFS.* Give the user of the engine the right to write there/,
        );
      });
    });

  /** The sentence begins with the database, and has no password. */
  const says = (address: string, ...texts: readonly RegExp[]) =>
    assert.rejects(openStore(address, log), ({ message }: Error) => {
      assert.match(message, /^The engine cannot start with the database postgres:/);
      const passwords = ['secret-word', ...(server ? [new URL(server).password] : [])];
      for (const password of passwords) assert(!message.includes(password), 'the password is shown');
      for (const each of texts) assert.match(message, each);
      return true;
    });

  for (const [what, address, ...texts] of [
    [
      'at an address where no server listens',
      'postgres://utd:secret-word@127.0.0.1:1/utd',
      /check the address/,
    ],
    [
      'at an address that is none',
      'postgres://utd:secret-word@:port/utd',
      /The address is none\. Write it as/,
    ],
    [
      'at a socket where no server listens',
      'postgres://utd:secret-word@/utd?host=/nowhere',
      /The server does not answer.*check the address/,
    ],
    ['with a user of a domain', 'postgres://utd@corp:secret-word@127.0.0.1:1/utd', /check the address/],
    [
      'with a certificate that is not there',
      'postgres://utd:secret-word@127.0.0.1:1/utd?sslrootcert=/nowhere/postgres://a:secret-word@b',
      /ENOENT.*cannot be opened/,
    ],
  ] as const)
    it(`${what}, and the sentence keeps the password`, () => says(address, ...texts));

  it('at an address where another program listens, and the sentence keeps the password', async () => {
    const other = createServer((socket) => void socket.end()).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      await says(`postgres://utd:secret-word@127.0.0.1:${port}/utd`, /The server does not answer/);
    } finally {
      other.close();
    }
  });

  it('where it may not read the certificate of the address, and the sentence keeps the password', async () => {
    const certificate = join(folder, 'ca.pem');
    writeFileSync(certificate, '');
    chmodSync(certificate, 0);
    await withoutRights(folder, () =>
      says(`postgres://utd:secret-word@127.0.0.1:1/utd?sslrootcert=${certificate}`, /EACCES.*right to read/),
    );
  });

  if (server)
    describe('on Postgres', () => {
      const at = (database: string, user?: string, password = 'secret-word') => {
        const url = new URL(server!);
        url.pathname = database;
        if (user) [url.username, url.password] = [user, password];
        return url.href;
      };

      it('where there is no such database', () =>
        says(at('nowhere'), /no such database/, /check the address/));

      it('where the password is wrong', () =>
        says(
          at('postgres', new URL(server!).username),
          /password authentication failed.*Check both in the address/,
        ));

      it('where the password is missing', async () => {
        // The server waits for a minute on the connection, which pg leaves open.
        const network = await networkTo(Number(new URL(server!).port));
        const url = new URL(at('postgres', 'utd', ''));
        url.port = String(network.port);
        await says(url.href, /password must be a string.*Check both in the address/);
        await network.close();
      });

      it('where the user may not create tables, and nothing is created', async () => {
        const role = `poor_${randomId()}`;
        await onPostgres(server!, `create role ${role} login password 'secret-word'`);
        const { database, drop } = await newDatabase('postgres');
        try {
          await says(at(new URL(database).pathname, role), /permission denied/, /lacks a right\. Grant it/);
          const tables = await onPostgres(database, "select 1 from pg_tables where schemaname = 'public'");
          assert.deepEqual(tables, []);
        } finally {
          await drop();
          await onPostgres(server!, `drop role ${role}`);
        }
      });

      describe('with a certificate', () => {
        let cluster: Awaited<ReturnType<typeof ownCluster>>;
        before(async () => void (cluster = await ownCluster()));
        after(() => cluster.close());

        /** Gives the server a certificate, and asks for a connection that checks it. @returns its address */
        async function serve(name: string, days: number) {
          const { key, certificate } = makeCertificate(folder, name, days);
          const { uid, gid } = statSync(cluster.data);
          for (const [file, of] of [
            ['server.key', key],
            ['server.crt', certificate],
          ] as const) {
            const to = join(cluster.data, file);
            writeFileSync(to, readFileSync(of), { mode: 0o600 });
            chownSync(to, uid, gid);
          }
          await reload(cluster.url, 'alter system set ssl = on');
          const url = new URL(cluster.url);
          url.searchParams.set('sslmode', 'verify-full');
          return { url: url.href, known: `${url.href}&sslrootcert=${certificate}` };
        }

        /** Runs statements, and waits until the server has read its configuration and its files again. */
        async function reload(url: string, ...statements: readonly string[]) {
          const read = async () =>
            (await onPostgres(url, 'select pg_conf_load_time()::text as at'))[0]!['at'];
          const before = await read();
          await onPostgres(url, ...statements, 'select pg_reload_conf()');
          while ((await read()) === before) await pause(20);
        }

        it('of an unknown authority, but starts where the address names it', async () => {
          const { url, known } = await serve('IP:127.0.0.1', 7);
          await says(url, /self.signed certificate.*sslrootcert=/);
          await (await openStore(known, log)).close();
        });

        it('that has expired', async () => {
          const { known } = await serve('IP:127.0.0.1', -1);
          await says(known, /expired.*Renew it/);
        });

        it('of another host', async () => {
          const { known } = await serve('DNS:db.example.com', 7);
          await says(known, /is for another host/);
        });

        it('that the address asks for, where the server has none', async () => {
          await reload(cluster.url, 'alter system set ssl = off');
          const url = new URL(cluster.url);
          url.searchParams.set('sslmode', 'verify-full');
          await says(url.href, /does not support SSL.*Switch on ssl in the server/);
        });

        it('that the address does not ask for, where the server wants it', async () => {
          const { known } = await serve('IP:127.0.0.1', 7);
          const rules = join(cluster.data, 'pg_hba.conf');
          const before = readFileSync(rules);
          writeFileSync(rules, 'hostssl all all all scram-sha-256\n');
          await reload(known);
          await says(cluster.url, /no encryption.*Add \?sslmode=verify-full/);
          writeFileSync(rules, before);
          await reload(known);
        });
      });
    });

  for (const dialect of dialects)
    it(`on a database that an older version serves, which stays as it was, on ${dialect}`, async () => {
      const { database, drop } = await newDatabase(dialect);
      const serving = await openStore(database, log);
      // The connections of a store are opened by its first use.
      await serving.read((tx) => tx.nextDeadline());
      // So far as an engine can tell, the tables are those of an older version then.
      const statement = "delete from kysely_migration where name like '0002%'";
      await on[dialect](database, statement);
      await assert.rejects(
        openStore(database, log),
        /another process has the database open.*End every other engine on this database, and start again\.$/,
      );
      await serving.read((tx) => tx.nextDeadline());
      await serving.close();
      await drop();
    });
});
