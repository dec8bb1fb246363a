/**
 * A cold page that joins by itself: ours beside pages written by hand with livekit-client, in turns, on one server.
 *
 * Each load has a browser context of its own and no cache. Time starts at the navigation and ends when the page is
 * connected: for ours at `utd-connection-state-changed`, by hand when `connect` resolves. The pages
 * (`cold-join-page.ts`) are
 *
 * - "ours": the lines of README.md for the head, and the tag;
 * - "by hand": an inline script sends the mint at once, an inline module script imports livekit-client (one minified
 *   file) and connects when both are there;
 * - "by hand, bundled": one module script in which a bundler has put livekit-client and the page's own code together,
 *   so that the mint is sent when all of it has come.
 *
 * The mint of each has the same body, each connects with `iceServers: []`, and every file comes gzipped from one
 * HTTP/1.1 server, over up to six connections. Two networks: loopback as it is, and 60 ms latency with 10 Mbit/s both
 * ways as DevTools emulates them. That emulation delays each request, the handshake of the signal socket and the media
 * connection, but no preflight, no setting up of a TCP connection and no frame of the socket: all pages alike.
 *
 * The order changes with each round, and the first round is not counted. The lower quartile is the figure of a busy
 * machine: other work only ever adds. "Level" in the waterfall counts the files that had to come one after another:
 * the page's own scripts have level 1, what they import has level 2.
 * The bar, on the slower network: p50 ≤ 1.0 × by hand, bundled.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { buildAll } from '../scripts/build.mjs';
import { bundledScript, contenders, type Contender } from './cold-join-page.ts';
import { measure, ms, quantile } from './house.ts';
import { medianRows, watchNetwork, type Row } from './waterfall.ts';

const rounds = 16;
const warmUp = 1;
const deadline = 20_000;

const megabits = (count: number) => (count * 1e6) / 8;

const networks = {
  '60 ms, 10 Mbit/s': { latency: 60, downloadThroughput: megabits(10), uploadThroughput: megabits(10) },
  loopback: undefined,
};
type Network = (typeof networks)[keyof typeof networks];

interface Load {
  /** Milliseconds from the navigation. */
  readonly connected: number;
  readonly rows: readonly Row[];
}

async function load(browser: Browser, url: string, network: Network): Promise<Load> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const rows = await watchNetwork(devtools);
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    if (network) await devtools.send('Network.emulateNetworkConditions', { offline: false, ...network });
    await page.goto(url, { waitUntil: 'commit' });
    const connected = await page.evaluate(
      (deadline) =>
        Promise.race([
          window.connected.promise,
          new Promise<never>((_, reject) =>
            setTimeout(() => reject(new Error(`The page was not connected in ${deadline} ms.`)), deadline),
          ),
        ]),
      deadline,
    );
    return { connected, rows: rows() };
  } finally {
    await context.close();
  }
}

/** File of dist/cdn → the source that it was split off for. */
const sourcesIn = (cdn: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(cdn)
      .filter((file) => file.endsWith('.map'))
      .map((file) => {
        const { sources } = JSON.parse(readFileSync(join(cdn, file), 'utf8')) as { sources: string[] };
        const ofOurs = sources.filter((source) => !source.includes('node_modules'));
        return [file.replace('.map', ''), ofOurs.at(-1)?.replace(/^.*?src\//, '') ?? 'packages'];
      }),
  );

function report(loads: Record<Contender, Load[]>, sources: ReadonlyMap<string, string>): void {
  const times = (who: Contender) => loads[who].map(({ connected }) => connected);
  for (const part of [0.25, 0.5]) {
    const mine = quantile(times('ours'), part);
    const beside = (['by hand', 'by hand, bundled'] as const).map((who) => {
      const theirs = quantile(times(who), part);
      return `${who} ${ms(theirs)} (ratio ${(mine / theirs).toFixed(3)})`;
    });
    console.log(`  to connected, p${part * 100}: ours ${ms(mine)}, ${beside.join(', ')}`);
  }
  for (const who of Object.keys(loads) as Contender[]) {
    console.log(`  ${who}, medians in ms since the navigation:`);
    console.log('    level  begun  ended     bytes');
    for (const { what, level, begun, ended, bytes } of medianRows(loads[who].map(({ rows }) => rows))) {
      const source = sources.get(what.replace(/^.*\//, ''));
      const numbers = [level || '', begun.toFixed(0), ended.toFixed(0), bytes || ''];
      const columns = numbers.map((value, index) => String(value).padStart([5, 7, 7, 10][index]!));
      console.log(`    ${columns.join('')}  ${what}${source ? ` (${source})` : ''}`);
    }
    console.log(`    connected ${quantile(times(who), 0.5).toFixed(0)}`);
  }
}

await measure(async ({ engineUrl, browser, pages, dist }) => {
  await buildAll({ out: dist, types: false });
  const script = async (contents: string) => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: process.cwd() },
      bundle: true,
      format: 'esm',
      target: 'es2022',
      minify: true,
      write: false,
    });
    return outputFiles[0]!.text;
  };
  pages.put('/livekit.js', await script(`export { Room } from 'livekit-client';`));
  pages.put('/bundled.js', await script(bundledScript));
  const sources = sourcesIn(join(dist, 'cdn'));
  const names = Object.keys(contenders) as Contender[];
  for (const [index, [named, network]] of Object.entries(networks).entries()) {
    const loads: Record<Contender, Load[]> = { ours: [], 'by hand': [], 'by hand, bundled': [] };
    for (let round = 0; round < rounds + warmUp; round++)
      for (const turn of names.keys()) {
        const who = names[(turn + round) % names.length]!;
        const room = `${index}-${round}-${names.indexOf(who)}`;
        const loaded = await load(
          browser,
          pages.put(`/${room}`, contenders[who]({ engineUrl, room })),
          network,
        );
        if (round >= warmUp) loads[who].push(loaded);
      }
    console.log(`cold join, ${named}, ${rounds} rounds`);
    report(loads, sources);
  }
});
