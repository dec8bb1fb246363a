/** The one importer of @hono/node-server. */
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { SignalPlane } from '../signalling/signal-plane.ts';
import { serveSockets } from '../signalling/websocket-server.ts';

interface Served {
  fetch(request: Request, env?: object): Promise<Response>;
  readonly signalling: SignalPlane;
}

/** The times in which the head of a request, and all of it, must arrive, in milliseconds. A slow one holds a connection. */
const patience = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 };

/** Listens. @returns the address, and the function that closes the server. @throws {Error} with a sentence, for a port in use */
export function listen({ fetch, signalling }: Served, { host, port }: { host: string; port: number }) {
  return new Promise<{ url: string; close(): Promise<void> }>((resolve, reject) => {
    const options = { fetch, hostname: host, port, serverOptions: patience };
    const server = serve(options, (info: AddressInfo) =>
      resolve({
        url: `http://${host}:${info.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
            sockets.close();
          }),
      }),
    ) as Server;
    const sockets = serveSockets(server, signalling);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `The engine cannot start: port ${port} is in use. Set PORT to another one, or to 0 for any.`,
            )
          : error,
      ),
    );
  });
}
