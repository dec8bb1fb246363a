import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { freePort } from '../../../../scripts/ports.mjs';
import { developmentApp } from '../../../../engine/core/config.ts';
import { runEngine } from '../../../../scripts/run-engine.mjs';
import { runLivekit } from '../../../../scripts/run-livekit.mjs';
import { newPostgres, type Dialect } from '../../engine/databases.ts';
import type { House } from './client.ts';
import type { Answer } from './told.ts';

/**
 * Milliseconds that a process has waited for a processor so far: others had it. Not known but on Linux.
 * The second number is nanoseconds of its main thread.
 */
function waitedFor(pid: number): number {
  const file = `/proc/${pid}/schedstat`;
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[1]) / 1e6 : 0;
}

/** A livekit-server, and an engine on such a database that is a process of its own and can be killed. */
export async function serve(dialect: Dialect = 'sqlite') {
  const folder = mkdtempSync(join(tmpdir(), 'utd-history-'));
  const port = await freePort(0);
  const api = `http://127.0.0.1:${port}/api/v1`;
  const livekit = await runLivekit({ folder, port: 0, webhook: `${api}/livekit/webhook`, say: () => {} });
  const postgres = dialect === 'postgres' ? await newPostgres() : undefined;
  const engine = await runEngine({
    port,
    data: folder,
    livekit,
    nodeArgs: [],
    database: postgres?.database,
  });
  const sockets = new Map<string, WebSocket>();
  let back = Promise.resolve();

  /** Rejects where the engine is away, or goes before it has answered. */
  async function call(
    ...[method, path, { bearer, body, headers }]: Parameters<House['call']>
  ): Promise<Answer> {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: {
        'x-app-id': developmentApp.id,
        'content-type': 'application/json',
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
    });
    const text = await response.text();
    return { status: response.status, json: text ? JSON.parse(text) : {} };
  }

  /** On the media server as somebody who only listens: signalling, and no media. */
  async function came(who: string, token: string): Promise<void> {
    if (sockets.get(who)?.readyState === WebSocket.OPEN) return;
    const query = `access_token=${token}&protocol=16&auto_subscribe=0`;
    const socket = new WebSocket(`${livekit.url}/rtc?${query}`);
    sockets.set(who, socket);
    // Whoever was put out meanwhile is refused here.
    await Promise.race(['message', 'close', 'error'].map((event) => once(socket, event).catch(() => {})));
  }

  const leaveAll = () => {
    for (const socket of sockets.values()) socket.on('error', () => {}).terminate();
    sockets.clear();
  };

  return {
    /** The same engine, and a room of its own. */
    house: (room: string): House => ({
      room,
      call,
      came,
      went: (who) => sockets.get(who)?.terminate(),
      back: () => back,
    }),
    leaveAll,
    /**
     * Kills the engine at work and starts it again. Resolves with the milliseconds until it answered, and
     * of these the ones in which the machine was too busy to let it run.
     *
     * @param meanwhile with the folder of what it keeps
     */
    async kill(meanwhile: (folder: string) => void = () => {}): Promise<{ ready: number; waited: number }> {
      engine.child.signal('SIGKILL');
      let up = () => {};
      back = new Promise((resolve) => (up = resolve));
      await engine.child.exited;
      meanwhile(folder);
      const from = performance.now();
      await engine.restart();
      up();
      return { ready: performance.now() - from, waited: waitedFor(engine.child.pid) };
    },
    async close(): Promise<void> {
      leaveAll();
      await engine.child.stop();
      await livekit.server?.child.stop();
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
