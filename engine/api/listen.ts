/** The one importer of @hono/node-server. */
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';

type Fetch = (request: Request, env?: object) => Promise<Response>;

/** Listens. @returns the address, and the function that closes the server. @throws {Error} with a sentence, for a port in use */
export function listen(fetch: Fetch, { host, port }: { host: string; port: number }) {
  return new Promise<{ url: string; close(): Promise<void> }>((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, (info: AddressInfo) =>
      resolve({
        url: `http://${host}:${info.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            (server as Server).closeAllConnections();
          }),
      }),
    );
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
