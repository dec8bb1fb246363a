import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { demoBackend } from '../../../demo/backend.mjs';
import { buildAll } from '../../../scripts/build.mjs';
import { servePages } from '../../../scripts/pages.mjs';
import { startStack } from '../../../scripts/stack.mjs';
import {
  closeWindow,
  joinBrowser,
  openBrowser,
  openWindow,
  troublesOf,
  type BrowserOptions,
} from './browser.ts';
import { borrowWorker, type Worker } from './worker.ts';

/** Servers of a journey's own: each child can be signalled, stopped and restarted. */
export type OwnStack = Awaited<ReturnType<typeof startStack>>;
/** What other files may use as well. The app is the journey's own, and with it rooms, bans and limits. */
export type Stack = Pick<OwnStack, 'engineUrl' | 'app' | 'pages'> & {
  readonly livekit: Omit<OwnStack['livekit'], 'server'>;
};

export interface Journey<S extends Stack = Stack> {
  readonly stack: S;
  readonly browser: Browser;
  /**
   * Opens a window of its own on a page with this body, with the elements registered.
   *
   * @param options.login the name of a person who is logged in at the pages' backend
   */
  open(body: string, options?: { csp?: boolean; login?: string }): Promise<Page>;
  /** Opens a window of its own on a page of the demo, or one that was put there. */
  visit(path: string): Promise<Page>;
}

/** A journey that stops its servers, or reads what is in their folder. */
export type OwnJourney = Journey<OwnStack>;

interface Options extends BrowserOptions {
  /** `own`: servers that nothing else uses. */
  readonly servers?: 'own';
}

/** How long before the runner ends this process its windows are closed, in milliseconds. */
const margin = 20_000;

/**
 * Calls `end` shortly before the runner ends this process, so that a test that hangs is named, and the line where it
 * waits: a script in a page has no limit of its own. @returns what calls it off
 */
function inTime(end: () => void): () => void {
  const limit = Number(process.env['UTD_FILE_LIMIT']);
  if (!limit) return () => {};
  const timer = setTimeout(end, limit - margin - performance.now());
  return () => clearTimeout(timer);
}

const head =
  '<link rel="stylesheet" href="/dist/utd.css"><script type="module" src="/dist/cdn/utd.js"></script>';

/** Where the runner has built what a page loads; by hand it is built here. */
async function distIn(folder: string): Promise<string> {
  const built = process.env['UTD_DIST'];
  if (built) return built;
  const out = join(folder, 'dist');
  await buildAll({ out, types: false });
  return out;
}

async function ownStack(folder: string, dist: string) {
  const guard = pathToFileURL('scripts/loopback-only.mjs').href;
  const stack = await startStack({ folder: join(folder, 'data'), dist, nodeArgs: [`--import=${guard}`] });
  return { stack, stop: stack.stop };
}

/** The worker's servers, and pages of our own. */
async function sharedStack({ engineUrl, livekit, app }: Worker, dist: string) {
  const reach = [engineUrl, livekit.url].flatMap((url) => [
    url.replace(/^ws/, 'http'),
    url.replace(/^http/, 'ws'),
  ]);
  const backend = demoBackend({ engine: engineUrl, app });
  const pages = await servePages({ engine: engineUrl, appId: app.id, backend, reach, dist });
  return { stack: { engineUrl, livekit, app, pages }, stop: pages.close };
}

/**
 * The world of a journey: call it in a `describe`. It is there before the first test and gone after the
 * last; windows are closed after each, and what nobody caught in one fails the test.
 */
export function journey(options: Options & { servers: 'own' }): OwnJourney;
export function journey(options?: Options): Journey;
export function journey({ servers, ...flags }: Options = {}): Journey {
  const folder = mkdtempSync(join(tmpdir(), 'utd-journey-'));
  const stops: (() => unknown)[] = [];
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  let windows: Page[] = [];
  let pages = 0;

  before(async () => {
    const own = { servers: servers === 'own', browser: Object.keys(flags).length > 0 };
    const worker = own.servers && own.browser ? undefined : await borrowWorker();
    if (worker) stops.push(worker.giveBack);
    const dist = await distIn(folder);
    const started = await (worker && !own.servers ? sharedStack(worker, dist) : ownStack(folder, dist));
    stops.push(started.stop);
    ({ stack } = started);
    const opened = await (worker && !own.browser ? joinBrowser(worker.browser) : openBrowser(flags));
    const end = () => {
      const reason = 'The time of this file is over, and this call had not ended.';
      // A Chromium that hangs closes nothing: then the connection to it is cut.
      for (const page of windows) void closeWindow(page, reason).catch(() => opened.close());
    };
    stops.push(() => opened.close(), inTime(end));
    browser = opened;
  });

  afterEach(async () => {
    const open = windows.splice(0);
    await Promise.all(open.map((page) => closeWindow(page)));
    assert.deepEqual(open.flatMap(troublesOf), [], 'something went wrong in a page that nobody caught');
  });

  after(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const started = <T>(thing: T | undefined): T => {
    assert(thing, 'a journey has no stack or browser outside of its tests');
    return thing;
  };

  const visit = async (path: string) => {
    const page = await openWindow(started(browser), started(stack).pages.url + path);
    windows.push(page);
    return page;
  };

  return {
    visit,
    get stack() {
      return started(stack);
    },
    get browser() {
      return started(browser);
    },
    async open(body, { csp = false, login } = {}) {
      const html = `<!doctype html><html lang="en"><head><title>Journey</title>${head}</head><body>${body}</body></html>`;
      const path = `/journey-${++pages}`;
      const { put, url } = started(stack).pages;
      put(path, html);
      const address = path + (csp ? '?csp' : '');
      if (login === undefined) return visit(address);
      const page = await visit('/');
      await page.request.post(`${url}/login`, { form: { name: login } });
      await page.goto(url + address);
      return page;
    },
  };
}
