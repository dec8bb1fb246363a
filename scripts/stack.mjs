// livekit-server, the engine and the pages, started together and stopped together.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { answers, start, until } from './child.mjs';
import { findLivekit } from './livekit.mjs';
import { servePages } from './pages.mjs';
import { freePort } from './ports.mjs';

/** The app that a development engine has; publishable, and good on this machine only. */
export const developmentApp = { id: '1234567890', key: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6' };

/** Bundled at each start: a matter of milliseconds, and it never is older than its source. */
export async function bundleEngine(/** @type {string} */ folder) {
  const outfile = join(folder, 'engine.mjs');
  const ownFile = join(folder, `engine-${process.pid}.mjs`);
  await build({
    entryPoints: ['engine/main.ts'],
    outfile: ownFile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  renameSync(ownFile, outfile); // in one step, as another start may read it just now
  return outfile;
}

/** Key and secret of livekit-server: made once for each folder. */
function livekitKeys(/** @type {string} */ folder) {
  const file = join(folder, 'livekit-keys.json');
  if (!existsSync(file)) {
    const keys = {
      key: `key${randomBytes(6).toString('hex')}`,
      secret: randomBytes(32).toString('base64url'),
    };
    writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  }
  return /** @type {{ key: string, secret: string }} */ (JSON.parse(readFileSync(file, 'utf8')));
}

/** YAML is a superset of JSON. */
const livekitConfig = (
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
      interfaces: { includes: ['lo'] },
      // Without a STUN server of our own it hands out public ones, which a closed network waits for.
      stun_servers: [`127.0.0.1:${at.udp}`],
    },
    keys: { [at.key]: at.secret },
    // Rooms outlive a token and the reconnect window; the engine deletes them.
    room: { auto_create: false, empty_timeout: 180, departure_timeout: 120 },
    webhook: { api_key: at.key, urls: [at.webhook] },
    logging: { level: 'warn' },
  });

/**
 * @typedef {object} StackOptions
 * @property {string} folder where the engine and livekit-server keep what is theirs
 * @property {{ pages?: number, engine?: number, livekit?: number }} [ports] wanted ones; others where they are taken
 * @property {string} [dist] what the pages get at /dist/
 * @property {string[]} [nodeArgs] for the engine's process
 * @property {(line: string) => void} [say]
 */

/** @param {StackOptions} options */
export async function startStack({ folder, ports = {}, dist = 'dist', nodeArgs = [], say = () => {} }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const enginePort = await freePort(ports.engine ?? 0);
  const engineUrl = `http://127.0.0.1:${enginePort}`;
  /** @type {{ name: string, child: import('./child.mjs').Child }[]} */
  const children = [];
  const stop = async () => {
    await Promise.all([pages?.close(), ...children.map(({ child }) => child.stop())]);
  };
  /** @type {Awaited<ReturnType<typeof servePages>> | undefined} */
  let pages;
  try {
    const livekit = await startLivekit();
    say(`livekit  ${livekit.url}`);
    const engine = await startEngine(livekit);
    say(`engine   ${engineUrl}`);
    const reach = [engineUrl, livekit.url, livekit.url.replace(/^ws/, 'http')];
    pages = await servePages({
      engine: engineUrl,
      appId: developmentApp.id,
      reach,
      dist,
      ...(ports.pages && { port: ports.pages }),
    });
    return { livekit, engine, pages, engineUrl, children, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function startLivekit() {
    const { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = process.env;
    if (url) {
      if (!key || !secret)
        throw new Error(
          'LIVEKIT_URL is set, but LIVEKIT_API_KEY or LIVEKIT_API_SECRET is not. Set all three.',
        );
      return { url, key, secret, child: undefined, restart: async () => {} };
    }
    const binary = await findLivekit(say);
    const keys = livekitKeys(folder);
    const at = {
      ...keys,
      port: await freePort(ports.livekit ?? 0),
      tcp: await freePort(0),
      udp: await freePort(0, 'udp'),
      webhook: `${engineUrl}/api/v1/livekit/webhook`,
    };
    const config = join(folder, 'livekit.yaml');
    writeFileSync(config, livekitConfig(at), { mode: 0o600 });
    const run = async () => {
      const child = start(binary, ['--config', config], {});
      children.push({ name: 'livekit-server', child });
      await until(child, 'livekit-server', () => answers(`http://127.0.0.1:${at.port}`));
      return child;
    };
    const handle = {
      url: `ws://127.0.0.1:${at.port}`,
      ...keys,
      child: await run(),
      restart: async () => void (handle.child = await run()),
    };
    return handle;
  }

  async function startEngine(/** @type {{ url: string, key: string, secret: string }} */ livekit) {
    const file = await bundleEngine(join(process.cwd(), 'node_modules', '.cache', 'utd-engine'));
    const env = {
      PORT: String(enginePort),
      HOST: '127.0.0.1',
      LIVEKIT_URL: livekit.url,
      LIVEKIT_API_KEY: livekit.key,
      LIVEKIT_API_SECRET: livekit.secret,
      UTD_DEV: '1',
      UTD_DATA: folder,
    };
    const run = async () => {
      const child = start(process.execPath, ['--enable-source-maps', ...nodeArgs, file], env);
      children.push({ name: 'the engine', child });
      await until(child, 'The engine', () => answers(`${engineUrl}/api/v1/health`));
      return child;
    };
    const handle = { child: await run(), restart: async () => void (handle.child = await run()) };
    return handle;
  }
}
