import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readConfig } from './config.ts';

const keys = { LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 's'.repeat(32) };

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'utd-config-'));
  try {
    work(folder);
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

  it('keeps its secret, readable by nobody else', () =>
    inFolder((folder) => {
      const UTD_DATA = join(folder, 'data');
      const first = readConfig({ ...keys, UTD_DEV: '1', UTD_DATA });
      assert.equal(readConfig({ ...keys, UTD_DEV: '1', UTD_DATA }).secret, first.secret);
      assert.equal(statSync(UTD_DATA).mode & 0o777, 0o700);
      for (const file of ['secret', 'engine.db'])
        assert.equal(statSync(join(UTD_DATA, file)).mode & 0o777, 0o600);
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
    }));
});
