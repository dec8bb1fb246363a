import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Page } from 'playwright-core';

/** A wire between one page and livekit-server's signal socket, which a test can cut. */
export async function wireTo(livekitUrl: string) {
  const { hostname, port } = new URL(livekitUrl);
  const open = new Set<Socket>();
  let refuses = false;
  const server = createServer((near) => {
    if (refuses) return void near.resetAndDestroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => open.delete(one) && other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const reset = () => open.forEach((socket) => socket.resetAndDestroy());
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Ends every connection by a TCP reset; the next one is let through. */
    reset,
    /** Resets, and refuses every connection until `mend`. */
    cut: () => ((refuses = true), reset()),
    mend: () => void (refuses = false),
    close: () => (reset(), void server.close()),
  };
}

/** From its next join on, a page reaches livekit-server by the wire only. */
export const byWire = (page: Page, url: string) =>
  page.route('**/api/v1/token', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), url, ws_url: url } });
  });
