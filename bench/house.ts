/** The servers and the browser of a measurement, started and stopped around it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { Livekit } from '../scripts/run-livekit.mjs';
import { startStack } from '../scripts/stack.mjs';
import { openBrowser, openWindow } from '../test/support/journey/browser.ts';

export interface House {
  readonly engineUrl: string;
  readonly livekit: Livekit;
  readonly browser: Browser;
  readonly pages: Awaited<ReturnType<typeof startStack>>['pages'];
  /** The folder that the pages get at /dist/; nothing is in it yet. */
  readonly dist: string;
  /** A window with the script of `entry` loaded, in the house's own browser unless another is given. */
  open(entry: string, options?: { browser?: Browser; body?: string }): Promise<Page>;
}

export async function measure(work: (house: House) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'utd-bench-'));
  const dist = join(folder, 'dist');
  const stack = await startStack({ folder, dist });
  const browser = await openBrowser();
  const open: House['open'] = async (entry, { browser: where = browser, body = '' } = {}) => {
    const outfile = join(folder, `${entry}.js`);
    await build({
      entryPoints: [`bench/${entry}.ts`],
      outfile,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      minify: true,
    });
    const script = new URL(stack.pages.put(`/${entry}.js`, readFileSync(outfile, 'utf8'))).pathname;
    const url = stack.pages.put(
      `/${entry}`,
      `<!doctype html><body>${body}<script type="module" src="${script}"></script>`,
    );
    return openWindow(where, url);
  };
  try {
    const { engineUrl, livekit, pages } = stack;
    await work({ engineUrl, livekit, browser, pages, dist, open });
  } finally {
    await browser.close();
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Keeps every peer connection that the page makes from now on in `connections` of its window, for its statistics. */
export const keepConnections = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const connections: RTCPeerConnection[] = [];
    Object.assign(window, { connections });
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(...options: ConstructorParameters<typeof RTCPeerConnection>) {
        super(...options);
        connections.push(this);
      }
    };
  });

/** The value below which `part` of the sorted values lie. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
}

export const ms = (value: number) => `${value.toFixed(1)} ms`;

/** Prints the median and the 95th percentile of both, in milliseconds, and their ratio. */
export function compare(what: string, ours: readonly number[], raw: readonly number[]): void {
  for (const part of [0.5, 0.95]) {
    const [mine, theirs] = [quantile(ours, part), quantile(raw, part)];
    const ratio = theirs ? (mine / theirs).toFixed(3) : '–';
    console.log(`  ${what}, p${part * 100}: ours ${ms(mine)}, raw ${ms(theirs)}, ratio ${ratio}`);
  }
}
