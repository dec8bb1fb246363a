import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { fromArchive } from '../scripts/livekit-archive.mjs';
import { findLivekit, noServer } from '../scripts/livekit.mjs';

const program = '#!/bin/sh\necho a livekit-server\n';
const kept = { ...process.env };

/** An archive such as the official host has, around a stand-in for the program. */
function archive(folder: string): Buffer {
  writeFileSync(join(folder, 'livekit-server'), program);
  writeFileSync(join(folder, 'LICENSE'), '');
  spawnSync('tar', ['-czf', 'made.tar.gz', 'LICENSE', 'livekit-server'], { cwd: folder });
  return readFileSync(join(folder, 'made.tar.gz'));
}

describe('A livekit-server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'utd-livekit-'));
  const bytes = archive(folder);
  const sum = createHash('sha256').update(bytes).digest('hex');
  const asked: string[] = [];
  let answer: number | 'never' = 200;
  let server: Server;
  const quiet = () => {};
  const cacheFolder = () => join(folder, 'cache', 'utd-stream-elements', 'livekit');

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (answer === 'never') return;
      response.writeHead(answer).end(bytes);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });

  beforeEach(() => {
    asked.length = 0;
    answer = 200;
    process.env['LIVEKIT_RELEASES'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
    process.env['PATH'] = '/usr/bin:/bin';
  });

  afterEach(() => {
    Object.assign(process.env, kept);
    rmSync(join(folder, 'cache'), { recursive: true, force: true });
  });

  after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('comes from the release archive, and stays in the cache for the next clone', async () => {
    const said: string[] = [];
    const path = await fromArchive((line) => said.push(line), sum);
    assert.equal(path, join(cacheFolder(), 'livekit-server-1.13.7'));
    assert.equal(spawnSync(path, { encoding: 'utf8' }).stdout, 'a livekit-server\n');
    assert.match(asked.join(), /^\/v1\.13\.7\/livekit_1\.13\.7_\w+_\w+\.tar\.gz$/);
    assert.deepEqual(said, ['Downloading livekit-server 1.13.7 …']);
    assert.deepEqual(readdirSync(cacheFolder()), ['livekit-server-1.13.7'], 'something is left over');
    assert.equal(await findLivekit(quiet), path);
    assert.equal(asked.length, 1, 'what is in the cache was fetched again');
  });

  it('is refused when the archive is not the published one', async () => {
    const published = '0'.repeat(64);
    await assert.rejects(fromArchive(quiet, published), {
      message: new RegExp(`is not the archive that was published: its SHA-256 is ${sum}\\. It was not used$`),
    });
    assert.equal(existsSync(cacheFolder()), false);
  });

  it('is not waited for where the host does not answer', async () => {
    answer = 'never';
    const begun = Date.now();
    await assert.rejects(fromArchive(quiet, sum), /no answer within 3 s/);
    assert(Date.now() - begun < 4500);
  });

  it('is not taken from a host that has none', async () => {
    answer = 404;
    await assert.rejects(fromArchive(quiet, sum), /the answer is 404/);
  });

  it('that cannot be had leaves one error: what was tried, and all five ways to help', () => {
    const message = noServer(['http://127.0.0.1:9/x: the answer is 404', 'there is no Go toolchain']);
    for (const way of [
      '404.',
      'Go toolchain.',
      'LIVEKIT_URL',
      'on the PATH',
      cacheFolder(),
      '127.0.0.1',
      'Go 1.26',
    ])
      assert(message.includes(way), `${way} is not in:\n${message}`);
  });

  it('is taken from the PATH before all', async () => {
    process.env['PATH'] = `${folder}:${process.env['PATH']}`;
    assert.equal(await findLivekit(quiet), join(folder, 'livekit-server'));
    assert.deepEqual(asked, []);
  });
});
