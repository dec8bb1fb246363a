import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { openStore } from '../../engine/store/store.ts';
import { bundleEngine } from '../../scripts/run-engine.mjs';
import { newDatabase } from '../support/engine/databases.ts';

describe('npm run engine -- copy', () => {
  let engine: string;
  let folder: string;
  before(async () => void (engine = await bundleEngine()));
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'utd-copy-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--enable-source-maps', engine, ...args], {
      encoding: 'utf8',
      env: { ...process.env, UTD_DATA: folder, DATABASE_URL: '' },
    });

  it('copies the file of the data folder to another, which no other user may read', async () => {
    const { database, drop } = await newDatabase('sqlite');
    await (await openStore(database, () => {})).close();
    // libsql keeps a file open until the statements of a closed connection are gone.
    cpSync(dirname(database), folder, { recursive: true });
    await drop();
    const to = join(folder, 'copy.db');
    const { status, stdout, stderr } = run('copy', '--to', to);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^rooms: 0$/m);
    assert.equal(statSync(to).mode & 0o777, 0o600);
  });

  const address = 'postgres://utd:secret-word@127.0.0.1:1/utd';
  for (const [args, says] of [
    [['copy'], /^Could not copy: The target is missing: npm run engine -- copy --to/],
    [['copy', address], /^Could not copy: The target is missing/],
    [['copy', '--too', address], /--too/],
    [[address], /^There is no such command\. There are: invite, copy\.$/m],
    [['copy', '--to', `x${address}`], /^Could not copy: The target is neither an address/],
    [['copy', '--to', address], /^Could not copy from .*engine\.db: ENOENT/],
  ] as const)
    it(`says what is wrong with '${args.join(' ')}', and does not show the password`, () => {
      const { status, stdout, stderr } = run(...args);
      assert.deepEqual([status, stdout], [1, '']);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /secret-word/);
    });
});
