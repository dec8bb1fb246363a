import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, it } from 'node:test';

interface Started {
  readonly process: ChildProcess;
  /** Everything it has said so far. */
  said(): string;
  /** Waits for a line, and answers what is in its first group. */
  says(line: RegExp): Promise<string>;
  readonly ended: Promise<number | null>;
}

/** The processes that `pid` has started. */
const childrenOf = (pid: number | undefined): number[] =>
  spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean)
    .map(Number);

const runs = (pid: number) => spawnSync('ps', ['-p', String(pid)]).status === 0;

/** Those that still run 20 s later: esbuild's own process ends by itself, just after ours. */
async function left(pids: readonly number[]): Promise<number[]> {
  for (const end = Date.now() + 20_000; Date.now() < end && pids.some(runs);)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return pids.filter(runs);
}

describe('npm start', () => {
  const folders: string[] = [];
  const begun: Started[] = [];

  /** Starts in a folder of its own, beside whatever somebody has started in this one. */
  function start(environment: Record<string, string> = {}): Started & { folder: string } {
    const folder = mkdtempSync(join(tmpdir(), 'utd-start-'));
    folders.push(folder);
    for (const each of [
      'package.json',
      'package-lock.json',
      'scripts',
      'src',
      'engine',
      'demo',
      'node_modules',
      'tsconfig.json',
    ])
      symlinkSync(resolve(each), join(folder, each));
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: folder,
      env: { ...process.env, PORT: '0', ...environment },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const says = async (line: RegExp): Promise<string> => {
      for (const until = Date.now() + 60_000; Date.now() < until;) {
        const found = line.exec(said);
        if (found) return found[1] ?? found[0];
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`It never said ${line}, but:\n${said}`);
    };
    const started = { process: child, said: () => said, says, ended, folder };
    begun.push(started);
    return started;
  }

  afterEach(async () => {
    for (const { process, ended } of begun.splice(0)) {
      process.kill('SIGTERM');
      await ended;
    }
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  const link = /^(http:\/\/127\.0\.0\.1:\d+)\/$/m;

  it('says a line a service, and last the link, behind which is the page', async () => {
    const started = start();
    const url = await started.says(link);
    assert.match(
      started.said(),
      /^livekit  ws:\S+\nengine   http:\S+\npages    http:\S+\n\n.*\nhttp:\S+\/\n$/s,
    );
    const page = await (await fetch(`${url}/audio-room.html`)).text();
    const engine = /^engine +(\S+)$/m.exec(started.said())?.[1];
    assert(page.includes(`<meta name="utd-base-url" content="${engine}">`));
    assert.equal((await fetch(`${url}/dist/cdn/utd.js`)).status, 200);
    assert.equal((await fetch(`${engine}/api/v1/health`)).status, 200);
    const secrets = statSync(join(started.folder, '.data', 'livekit.yaml'));
    assert.equal(secrets.mode & 0o077, 0, 'others may read the secret of livekit-server');
  });

  it('leaves no process behind after SIGTERM', async () => {
    const started = start();
    await started.says(link);
    const children = childrenOf(started.process.pid);
    assert(children.length >= 2, `only ${children.length} processes`);
    started.process.kill('SIGTERM');
    assert.equal(await started.ended, 0);
    assert.deepEqual(await left(children), []);
  });

  it('stops everything when one of its processes ends, and says which', async () => {
    const started = start();
    await started.says(link);
    const children = childrenOf(started.process.pid);
    const engine = children.find((pid) =>
      spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('engine.mjs'),
    );
    assert(engine);
    process.kill(engine, 'SIGKILL');
    assert.equal(await started.ended, 1);
    assert.match(started.said(), /the engine ended by itself .*so everything stops\. Its last words:/);
    assert.deepEqual(await left(children), []);
  });

  it('takes another port where the wanted one is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => other.once('listening', resolve));
      const { port } = other.address() as { port: number };
      const url = await start({ PORT: String(port) }).says(link);
      assert.notEqual(new URL(url).port, String(port));
      assert.equal((await fetch(`${url}/audio-room.html`)).status, 200);
    } finally {
      other.close();
    }
  });

  it('says what is missing where a server of one’s own is named without its key', async () => {
    const started = start({ LIVEKIT_URL: 'ws://127.0.0.1:1' });
    assert.equal(await started.ended, 1);
    assert.match(started.said(), /LIVEKIT_API_KEY or LIVEKIT_API_SECRET is not\. Set all three/);
  });
});
