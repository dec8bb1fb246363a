// livekit-server, the engine and the pages, started together and stopped together.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoBackend } from '../demo/backend.mjs';
import { servePages } from './pages.mjs';
import { freePort } from './ports.mjs';
import { runEngine } from './run-engine.mjs';
import { runLivekit } from './run-livekit.mjs';

/** The app of a development engine. Key and secret are valid on this machine only. */
export const developmentApp = {
  id: '1234567890',
  key: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6',
  secret: 'development-only-development-only',
};

/** @typedef {typeof developmentApp} App */

/** Another app, with the rights of the development app. @returns {App} */
export const appFor = (/** @type {number} */ number) => ({
  ...developmentApp,
  id: String(2_000_000_000 + number),
});

/** Writes the configuration of `count` more apps. @returns {string} the path of the file */
function writeApps(/** @type {string} */ folder, /** @type {number} */ count) {
  const others = Array.from({ length: count }, (_, index) => ({
    ...appFor(index + 1),
    keyRequired: false,
    identities: 'open',
    owners: 'anyone',
    origins: 'loopback',
    presence: 'open',
  }));
  const file = join(folder, 'apps.json');
  writeFileSync(file, JSON.stringify(others), { mode: 0o600 });
  return file;
}

/**
 * @typedef {object} StackOptions
 * @property {string} folder the data of the engine and the keys of livekit-server
 * @property {{ pages?: number, engine?: number, livekit?: number }} [ports] wanted ports; a port that is taken is replaced by another
 * @property {string} [dist] the folder that the pages get at /dist/
 * @property {string[]} [nodeArgs] for the engine's process
 * @property {number} [apps] the number of apps beside the development app
 * @property {string | undefined} [database] the address of a Postgres, in place of SQLite
 * @property {(line: string) => void} [say]
 */

/** The number of further tries of a start: another process may take a port after the port was found free. */
const retries = 3;

/** @param {StackOptions} options */
export async function startStack(options) {
  for (let left = retries; ; left--)
    try {
      return await tryStack(options);
    } catch (error) {
      if (!left || !/in use/.test(String(error))) throw error;
    }
}

/** @param {StackOptions} options */
async function tryStack({
  folder,
  ports = {},
  dist = 'dist',
  nodeArgs = [],
  apps = 0,
  database,
  say = () => {},
}) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const enginePort = await freePort(ports.engine ?? 0);
  const engineUrl = `http://127.0.0.1:${enginePort}`;
  /** The functions that stop the servers, in the order of the starts. @type {(() => Promise<void>)[]} */
  const stops = [];
  const stop = async () => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    const livekit = await runLivekit({
      folder,
      port: ports.livekit ?? 0,
      webhook: `${engineUrl}/api/v1/livekit/webhook`,
      say,
    });
    const { server } = livekit;
    if (server) stops.push(() => server.child.stop());
    say(`livekit  ${livekit.url}`);

    const more = apps ? writeApps(folder, apps) : undefined;
    const engine = await runEngine({
      port: enginePort,
      data: folder,
      livekit,
      nodeArgs,
      apps: more,
      database,
    });
    stops.push(() => engine.child.stop());
    say(`engine   ${engineUrl}`);

    const pages = await servePages({
      engine: engineUrl,
      appId: developmentApp.id,
      backend: demoBackend({ engine: engineUrl, app: developmentApp }),
      reach: [engineUrl, livekit.url].flatMap((url) => [
        url.replace(/^ws/, 'http'),
        url.replace(/^http/, 'ws'),
      ]),
      port: ports.pages ?? 0,
      dist,
    });
    stops.push(pages.close);
    say(`pages    ${pages.url}`);
    return {
      folder,
      livekit,
      engine,
      engineUrl,
      app: developmentApp,
      pages,
      processes: server ? [server, engine] : [engine],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
