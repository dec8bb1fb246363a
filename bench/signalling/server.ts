/** The server of a measurement: the engine, or raw `ws`. It tells its memory when it is asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { serveEngine } from '../../test/support/signalling/signal-engine.ts';

async function serveRaw(): Promise<string> {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const server = createServer().on('upgrade', (request, connection, head) =>
    sockets.handleUpgrade(request, connection, head, (socket) => {
      socket.on('message', (data) => {
        const { t, id } = JSON.parse(String(data)) as { t: string; id?: string };
        if (t !== 'msg.send') return;
        const text = String(data);
        for (const other of sockets.clients) if (other !== socket) other.send(text);
        socket.send(JSON.stringify({ t: 'ack', id }));
      });
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const database = join(mkdtempSync(join(tmpdir(), 'utd-signalling-')), 'engine.db');
const url = process.env['RAW']
  ? await serveRaw()
  : (await serveEngine({ database, development: true, trustProxy: 0 })).url;
process.on('message', () => {
  for (let round = 0; round < 3; round++) globalThis.gc!();
  process.send!({ memory: process.memoryUsage().rss });
});
process.once('disconnect', () => process.exit());
process.send!({ url });
