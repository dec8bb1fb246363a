import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { newDatabase } from '../support/engine/databases.ts';
import { killableEngine } from '../support/signalling/killable-engine.ts';
import { from, RawSocket, tokenFor } from '../support/signalling/raw-socket.ts';
import { app, serveEngine } from '../support/signalling/signal-engine.ts';

/** Does the work for each of so many people, some at a time. */
async function forEach<T>(count: number, atOnce: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      done[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

/** Each person has an address of their own. */
const addressOf = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;

describe('1,000 people of whom a hundred die silently', () => {
  it('are shown offline within 15 s, and no other status changes', async () => {
    const served = await serveEngine({ apps: [{ ...app, presence: 'open' }] });
    const { url } = served;
    const sockets = await forEach(1_000, 50, async (index) => {
      const socket = new RawSocket(url, { headers: from(addressOf(index)) });
      socket.onFrame = () => {};
      assert.ok(await socket.signIn(await tokenFor(url, `p${index}`)));
      return socket;
    });
    const told = new Map<string, { status: string; at: number }[]>();
    const watcher = new RawSocket(url, { headers: from('watcher') });
    watcher.onFrame = ({ t, d }) => {
      if (t !== 'presence') return;
      told.set(d.identity, [...(told.get(d.identity) ?? []), { status: d.status, at: performance.now() }]);
    };
    await watcher.signIn(await tokenFor(url, 'watcher'));
    await watcher.answer('presence.subscribe', { identities: sockets.map((_, index) => `p${index}`) });
    // Connections that break and come back within 10 s are no news.
    const flapping = sockets.slice(100, 200);
    for (const socket of flapping) socket.socket.terminate();
    const died = performance.now();
    for (const socket of sockets.slice(0, 100)) socket.dieSilently();
    await pause(8_000);
    await forEach(100, 20, async (index) => {
      const socket = new RawSocket(url, { headers: from(addressOf(100 + index)) });
      socket.onFrame = () => {};
      assert.ok(await socket.signIn(await tokenFor(url, `p${100 + index}`)));
      sockets[100 + index] = socket;
    });
    await pause(12_000);
    const delays: number[] = [];
    for (let index = 0; index < 1_000; index++) {
      const [first, ...changes] = told.get(`p${index}`)!;
      assert.equal(first!.status, 'online');
      assert.deepEqual(
        changes.map(({ status }) => status),
        index < 100 ? ['offline'] : [],
        `p${index}`,
      );
      if (index < 100) delays.push(changes[0]!.at - died);
    }
    console.log(`offline after ${Math.round(Math.min(...delays))} to ${Math.round(Math.max(...delays))} ms`);
    // The last frame came up to 4 s before the death.
    assert.ok(Math.min(...delays) > 10_000 && Math.max(...delays) < 15_000);
    for (const socket of [...sockets, watcher]) socket.socket.terminate();
    await served.close();
  });
});

describe('5,000 sockets that drop at once', () => {
  it('are back in 30 s, and other callers get no 5xx meanwhile', async () => {
    const { database, drop } = await newDatabase('sqlite');
    const engine = await killableEngine(database);
    const { url } = engine;
    const count = 5_000;
    /** Connects, and again with full jitter where that fails, as a client does. */
    const connect = async (index: number) => {
      for (let wait = 500; ; wait *= 2) {
        const socket = new RawSocket(url, { headers: from(addressOf(index)) });
        socket.onFrame = () => {};
        if (await socket.signIn(await tokenFor(url, `p${index}`), { resume: {} })) return socket;
        socket.socket.terminate();
        await pause(Math.random() * wait);
      }
    };
    const sockets = await forEach(count, 50, connect);
    let calling = true;
    const statuses: number[] = [];
    const others = (async () => {
      while (calling) {
        const status = await fetch(`${url}/api/v1/health`).then(
          (answer) => answer.status,
          () => 0,
        );
        statuses.push(status);
        await pause(20);
      }
    })();
    for (const socket of sockets) socket.socket.terminate();
    const begin = performance.now();
    const back = await Promise.all(
      sockets.map(async (_, index) => {
        await pause(Math.random() * 10_000);
        return connect(index);
      }),
    );
    const took = performance.now() - begin;
    calling = false;
    await others;
    console.log(
      `${count} sockets were back after ${Math.round(took)} ms; ${statuses.length} calls of others`,
    );
    for (const socket of back) socket.socket.terminate();
    await engine.close();
    await drop();
    assert.ok(took < 30_000, `${took} ms`);
    assert.deepEqual(
      statuses.filter((status) => status >= 500),
      [],
    );
  });
});
