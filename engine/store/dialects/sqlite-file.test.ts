import assert from 'node:assert/strict';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { newDatabase } from '../../../test/support/engine/databases.ts';
import { openStore } from '../store.ts';

describe('The files of SQLite', () => {
  for (const [what, prepare] of [
    ['a new database', () => {}],
    [
      'a database that others could read before',
      (path: string) => {
        writeFileSync(path, '');
        chmodSync(path, 0o644);
      },
    ],
  ] as const)
    it(`of ${what} are readable by their user alone`, async () => {
      const { database, drop } = await newDatabase('sqlite');
      prepare(database);
      const store = await openStore(database, () => {});
      await store.transaction(null, (tx) => tx.useToken('1234567890', 'a', 1));
      const folder = dirname(database);
      assert.deepEqual(
        readdirSync(folder)
          .toSorted()
          .map((file) => [file, statSync(join(folder, file)).mode & 0o777]),
        ['engine.db', 'engine.db-shm', 'engine.db-wal'].map((file) => [file, 0o600]),
      );
      await store.close();
      await drop();
    });
});
