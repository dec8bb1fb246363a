// Runs livekit-server on this machine, or takes a server that runs elsewhere.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers, restartable, start, until } from './child.mjs';
import { findLivekit } from './livekit.mjs';
import { freePort } from './ports.mjs';

/** @typedef {{ url: string, key: string, secret: string, server?: import('./child.mjs').Restartable }} Livekit */

/** The API key and secret of a folder. A restart needs the same pair, and so the pair is made once. */
function keysOf(/** @type {string} */ folder) {
  const file = join(folder, 'livekit-keys.json');
  if (!existsSync(file)) {
    const key = `key${randomBytes(6).toString('hex')}`;
    const secret = randomBytes(32).toString('base64url');
    writeFileSync(file, JSON.stringify({ key, secret }), { mode: 0o600 });
  }
  return /** @type {{ key: string, secret: string }} */ (JSON.parse(readFileSync(file, 'utf8')));
}

/** The configuration. livekit-server reads YAML, which is a superset of JSON. */
const configuration = (
  /** @type {{ port: number, tcp: number, udp: number, key: string, secret: string, webhook: string }} */ at,
) =>
  JSON.stringify({
    port: at.port,
    bind_addresses: ['127.0.0.1'],
    rtc: {
      tcp_port: at.tcp,
      udp_port: at.udp,
      use_external_ip: false,
      node_ip: '127.0.0.1',
      enable_loopback_candidate: true,
      interfaces: { includes: [process.platform === 'darwin' ? 'lo0' : 'lo'] },
      // Without this entry livekit-server names public STUN servers, for which a closed network waits. This address
      // never answers: the STUN server must not be at the media port (docs/decisions/0221-media-go-by-udp.md).
      stun_servers: [`127.0.0.1:${at.port}`],
    },
    keys: { [at.key]: at.secret },
    // Rooms outlive a token and the reconnect window; the engine deletes them.
    room: { auto_create: false, empty_timeout: 180, departure_timeout: 120 },
    webhook: { api_key: at.key, urls: [at.webhook] },
    logging: { level: 'warn' },
  });

/** @returns {Livekit | undefined} */
function elsewhere() {
  const { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = process.env;
  if (!url) return undefined;
  if (key && secret) return { url, key, secret };
  throw new Error(
    'LIVEKIT_URL is set, but LIVEKIT_API_KEY or LIVEKIT_API_SECRET is not. Set all three, or none.',
  );
}

/**
 * @param {{ folder: string, port: number, webhook: string, say: (line: string) => void }} options
 * @returns {Promise<Livekit>}
 */
export async function runLivekit({ folder, port: wanted, webhook, say }) {
  const other = elsewhere();
  if (other) return other;
  const binary = await findLivekit(say);
  const keys = keysOf(folder);
  const port = await freePort(wanted);
  const at = { ...keys, port, tcp: await freePort(0), udp: await freePort(0, 'udp'), webhook };
  const config = join(folder, 'livekit.yaml');
  writeFileSync(config, configuration(at), { mode: 0o600 });
  const server = await restartable('livekit-server', async () => {
    const child = start(binary, ['--config', config], {});
    await until(child, 'livekit-server', () => answers(`http://127.0.0.1:${port}`));
    return child;
  });
  return { url: `ws://127.0.0.1:${port}`, ...keys, server };
}
