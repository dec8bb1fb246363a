// The workers of a run. A worker is a stack and a browser, lent to one file of journeys after another.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { answers } from './child.mjs';
import { autoplayArg, chromiumArgs, findChromium } from './chromium.mjs';
import { appFor, startStack } from './stack.mjs';

/**
 * The worker of a file of journeys, sent as one line of JSON over the connection of the request.
 *
 * @typedef {object} Lease
 * @property {string} browser address of a Chromium with the flags of every test
 * @property {string} engineUrl
 * @property {{ url: string, key: string, secret: string }} livekit
 * @property {import('./stack.mjs').App} app an app that no other file has: rooms, bans and limits belong to one app
 */

/** The number of files that a stack serves, each with an app of its own. */
const apps = 200;

/** The longest time of a Chromium's start or answer, in milliseconds. A busy machine needs far less. */
const patience = 20_000;

/** Asks a Chromium for its version, as a Chromium that hangs has not ended. @param {string} address */
async function tellsVersion(address) {
  const browser = await chromium.connect(address);
  try {
    const devtools = await browser.newBrowserCDPSession();
    await devtools.send('Browser.getVersion');
  } finally {
    await browser.close();
  }
}

/** @param {string} address @returns {Promise<string | undefined>} the reason where the Chromium is broken */
const brokenChromium = (address) =>
  Promise.race([
    tellsVersion(address).then(
      () => undefined,
      (error) => `its Chromium refuses to answer: ${error.message}`,
    ),
    pause(patience, `its Chromium lives and has not answered for ${patience / 1000} s`, { ref: false }),
  ]);

/** @param {{ folder: string, say: (line: string) => void }} options */
async function startWorker({ folder, say }) {
  const guard = new URL('./loopback-only.mjs', import.meta.url).href;
  const stack = await startStack({ folder, apps, nodeArgs: [`--import=${guard}`] });
  const browser = await chromium
    .launchServer({
      executablePath: findChromium(say),
      args: [...chromiumArgs, autoplayArg],
      timeout: patience,
    })
    .catch(async (error) => {
      await stack.stop();
      throw error;
    });
  let open = true;
  browser.once('close', () => (open = false));
  return {
    given: 0,
    stack,
    browser,
    /** The reason why the worker cannot be lent again. @returns {Promise<string | undefined>} */
    async broken() {
      if (!open) return 'its Chromium has ended';
      const dead = stack.processes.find(({ child }) => !child.running);
      if (dead) return `${dead.name} has ended, with these last words:\n${dead.child.log()}`;
      if (this.given === apps) return 'every app of its engine was given away';
      const silent = await brokenChromium(browser.wsEndpoint());
      if (silent) return silent;
      // The health check is repeated, because a busy machine answers late.
      for (let tries = 10; tries; tries--) {
        if (await answers(`${stack.engineUrl}/api/v1/health`)) return undefined;
        await pause(500);
      }
      return `the engine does not answer. Its last words:\n${stack.engine.child.log()}`;
    },
    async stop() {
      await browser.kill().catch(() => {}); // the browser may have ended before
      await stack.stop();
    },
  };
}

/**
 * Lends a worker to each file that connects, until the connection closes. A worker is started for the first file, and
 * again after a file that left a broken worker.
 *
 * @param {{ folder: string, count: number, say: (line: string) => void }} options
 * @returns {Promise<{ port: string, close(): Promise<void> }>}
 */
export async function openWorkers({ folder, count, say }) {
  /** @type {{ name: string, worker?: Awaited<ReturnType<typeof startWorker>>, started: number }[]} */
  const free = Array.from({ length: count }, (_, index) => ({ name: `worker-${index + 1}`, started: 0 }));
  const all = [...free];
  /** @type {(() => void)[]} */
  const waiting = [];

  /** @param {(typeof free)[number]} place @returns {Promise<Lease>} */
  const lease = async (place) => {
    const broken = await place.worker?.broken();
    if (broken) {
      say(`\n✗ ${place.name} is replaced: ${broken}`);
      await place.worker?.stop();
      delete place.worker;
    }
    place.worker ??= await startWorker({ folder: join(folder, `${place.name}-${++place.started}`), say });
    const { stack, browser } = place.worker;
    const { url, key, secret } = stack.livekit;
    const app = appFor(++place.worker.given);
    return { browser: browser.wsEndpoint(), engineUrl: stack.engineUrl, livekit: { url, key, secret }, app };
  };

  const server = createServer(async (socket) => {
    const hangsUp = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {}); // a killed test process closes its socket too
    while (!free.length) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    const place = /** @type {(typeof free)[number]} */ (free.shift());
    try {
      socket.write(`${JSON.stringify(await lease(place))}\n`);
      await hangsUp;
    } catch (error) {
      say(`\n✗ ${place.name} cannot be started: ${error instanceof Error ? error.message : error}`);
      socket.destroy();
    }
    free.push(place);
    waiting.shift()?.();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    port: String(port),
    async close() {
      server.close();
      await Promise.all(all.map(({ worker }) => worker?.stop()));
    },
  };
}
