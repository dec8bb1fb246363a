import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { buildAll } from '../../scripts/build.mjs';
import { startStack } from '../../scripts/stack.mjs';
import { openBrowser, openWindow, troublesOf, type BrowserOptions } from './browser.ts';

export type Stack = Awaited<ReturnType<typeof startStack>>;

export interface Journey {
  /** The engine, livekit-server and the pages; each child can be signalled, stopped and restarted. */
  readonly stack: Stack;
  readonly browser: Browser;
  /** Opens a window of its own on a page with this body, with the elements registered. */
  open(body: string, options?: { csp?: boolean }): Promise<Page>;
  /** Opens a window of its own on a page of the demo, or one that was put there. */
  visit(path: string): Promise<Page>;
}

const head =
  '<link rel="stylesheet" href="/dist/utd.css"><script type="module" src="/dist/cdn/utd.js"></script>';

/**
 * The world of a journey: call it in a `describe`. It starts before the first test and is gone after the
 * last; windows are closed after each, and what nobody caught in one fails the test.
 */
export function journey(options: BrowserOptions = {}): Journey {
  const folder = mkdtempSync(join(tmpdir(), 'utd-journey-'));
  const dist = join(folder, 'dist');
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  let windows: Page[] = [];
  let pages = 0;

  before(async () => {
    await buildAll({ out: dist, types: false });
    const guard = new URL('../../scripts/loopback-only.mjs', import.meta.url).href;
    stack = await startStack({ folder: join(folder, 'data'), dist, nodeArgs: [`--import=${guard}`] });
    browser = await openBrowser(options);
  });

  afterEach(async () => {
    const open = windows.splice(0);
    await Promise.all(open.map((page) => page.context().close()));
    assert.deepEqual(open.flatMap(troublesOf), [], 'something went wrong in a page that nobody caught');
  });

  after(async () => {
    await browser?.close();
    await stack?.stop();
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
    async open(body, { csp = false } = {}) {
      const html = `<!doctype html><html lang="en"><head><title>Journey</title>${head}</head><body>${body}</body></html>`;
      const path = `/journey-${++pages}`;
      started(stack).pages.put(path, html);
      return visit(path + (csp ? '?csp' : ''));
    },
  };
}
