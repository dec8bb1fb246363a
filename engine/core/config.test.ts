import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { withoutRights } from '../../test/support/engine/without-rights.ts';
import { readConfig, readCopy } from './config.ts';

const keys = { LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 's'.repeat(32) };

async function inFolder(work: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'utd-config-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('an engine', () => {
  it('does not start where the development app could be reached from outside', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.0.2'])
      assert.throws(() => readConfig({ ...keys, UTD_DEV: '1', HOST }), /must not be reached from outside/);
  });

  it('has no development app unless told so, and does not start without any', () =>
    inFolder((UTD_DATA) => assert.throws(() => readConfig({ ...keys, UTD_DATA }), /it has no app/)));

  it('says what is missing', () => {
    assert.throws(() => readConfig({ UTD_DEV: '1' }), /LIVEKIT_API_KEY is not set/);
    assert.throws(() => readConfig({ ...keys, LIVEKIT_API_SECRET: 'short' }), /at least 32 characters/);
  });

  const wrongAddresses = [
    'mysql://utd:secret-word@db.example.com/utd',
    'mysql://utd:secret-word@db.example.com/utd.db',
    'postgres:/utd:secret-word@db.example.com/utd',
    'jdbc:postgresql://db.example.com/utd?password=secret-word',
    'host=db.example.com user=utd password=secret-word',
  ];

  for (const wrong of wrongAddresses) {
    const refused = (work: () => unknown, ...says: readonly RegExp[]) =>
      assert.throws(work, ({ message }: Error) => {
        assert.doesNotMatch(message, /secret-word/);
        for (const each of says) assert.match(message, each);
        return true;
      });

    it(`does not take ${wrong} for a file, and does not show its password`, () =>
      inFolder((folder) => {
        const UTD_DATA = join(folder, 'data');
        refused(
          () => readConfig({ ...keys, UTD_DEV: '1', UTD_DATA, DATABASE_URL: wrong }),
          /^The engine cannot start: DATABASE_URL is no address of a Postgres/,
          /Write it as postgres:\/\//,
        );
        assert(!existsSync(UTD_DATA), 'a folder was made');
      }));

    it(`does not copy to ${wrong} as a file, nor from it, and does not show its password`, () => {
      refused(() => readCopy({}, wrong), /^Could not copy: The target is neither an address/, /--to/);
      refused(
        () => readCopy({ DATABASE_URL: wrong }, 'copy.db'),
        /^Could not copy: DATABASE_URL is no address/,
      );
    });
  }

  it('has SQLite in its folder where DATABASE_URL is empty', () => {
    const to = 'copy.db';
    assert.deepEqual(readCopy({ UTD_DATA: 'data', DATABASE_URL: '' }, to), {
      from: join('data', 'engine.db'),
      to,
    });
    for (const DATABASE_URL of ['postgres://utd@db.example.com/utd', 'postgresql:///utd'])
      assert.deepEqual(readCopy({ DATABASE_URL }, to), { from: DATABASE_URL, to });
  });

  it('keeps its secret, readable by nobody else', () =>
    inFolder((folder) => {
      const UTD_DATA = join(folder, 'data');
      const first = readConfig({ ...keys, UTD_DEV: '1', UTD_DATA });
      assert.equal(readConfig({ ...keys, UTD_DEV: '1', UTD_DATA }).secret, first.secret);
      assert.equal(statSync(UTD_DATA).mode & 0o777, 0o700);
      assert.equal(statSync(join(UTD_DATA, 'secret')).mode & 0o777, 0o600);
    }));

  it('does not sign with an empty secret, which a full disk has left', () =>
    inFolder((UTD_DATA) => {
      const path = join(UTD_DATA, 'secret');
      writeFileSync(path, '');
      assert.throws(
        () => readConfig({ ...keys, UTD_DEV: '1', UTD_DATA }),
        /^Error: The engine cannot start: the file .*secret has no secret\. Restore it from a backup, or delete it/,
      );
      assert.equal(readFileSync(path, 'utf8'), '');
    }));

  it('reads its apps, and says which one is wrong', () =>
    inFolder((UTD_DATA) => {
      const UTD_APPS = join(UTD_DATA, 'apps.json');
      const app = {
        id: '1111111111',
        key: 'a'.repeat(32),
        secret: 's'.repeat(32),
        origins: ['https://a.example'],
      };
      writeFileSync(UTD_APPS, JSON.stringify([app]));
      assert.equal(readConfig({ ...keys, UTD_DATA, UTD_APPS }).apps[0]!.identities, 'signed');
      writeFileSync(UTD_APPS, JSON.stringify([{ ...app, secret: 'short' }]));
      assert.throws(() => readConfig({ ...keys, UTD_DATA, UTD_APPS }), /0\.secret/);
      assert.throws(
        () => readConfig({ ...keys, UTD_DATA, UTD_APPS: join(UTD_DATA, 'nowhere.json') }),
        /^Error: The engine cannot start: ENOENT.*nowhere\.json'\. Check UTD_APPS/,
      );
    }));

  it('does not show a secret of its apps, where the file is no JSON', () =>
    inFolder((UTD_DATA) => {
      const UTD_APPS = join(UTD_DATA, 'apps.json');
      writeFileSync(UTD_APPS, '[{ "secret": "secret-word" x }]');
      assert.throws(
        () => readConfig({ ...keys, UTD_DATA, UTD_APPS }),
        ({ message }: Error) => {
          assert.match(message, /^The engine cannot start: .*apps\.json is no JSON\. Correct the file/);
          assert.doesNotMatch(message, /secret-word/);
          return true;
        },
      );
    }));

  it('says which folder it may not write, and what to do', () =>
    inFolder((folder) =>
      withoutRights(folder, () =>
        assert.throws(
          () => readConfig({ ...keys, UTD_DEV: '1', UTD_DATA: join(folder, 'data') }),
          /^Error: The engine cannot start: EACCES: .*data'\. Give the user of the engine the right to write there and room on the disk, or name another folder in UTD_DATA\.$/,
        ),
      ),
    ));
});
