// Free ports of this machine.
import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';

const tcp = (/** @type {number} */ port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(0));
    server.listen(port, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(address.port));
    });
  });

const udp = (/** @type {number} */ port) =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(0));
    socket.bind(port, '127.0.0.1', () => {
      const { port: got } = socket.address();
      socket.close(() => resolve(got));
    });
  });

/**
 * Finds a free port: `wanted`, or another where `wanted` is taken.
 *
 * @param {number} wanted 0 for any
 * @param {'tcp' | 'udp'} kind
 * @returns {Promise<number>}
 */
export async function freePort(wanted, kind = 'tcp') {
  const probe = kind === 'tcp' ? tcp : udp;
  return (await probe(wanted)) || probe(0);
}
