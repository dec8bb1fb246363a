/**
 * The source files that run for one seat: from the click on its button to the name in the other window.
 *
 * Two pages are in one room, each with the room of its seats; the first joins muted, so that no microphone is opened.
 * V8 counts the calls of every function (precise coverage, started when both pages are idle) in both pages and in the
 * engine's process. The bundles are not minified, so that esbuild's comment `// src/…` stands above the code of each
 * file, and a called function belongs to the file of the last such comment before it. Counted are files of `src/` and
 * `engine/` with at least one called function; libraries are not.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { CDPSession, Page } from 'playwright-core';
import WebSocket from 'ws';
import { freePort } from '../scripts/ports.mjs';
import { startStack } from '../scripts/stack.mjs';
import { openBrowser, openWindow } from '../test/support/browser.ts';

interface ScriptCoverage {
  readonly scriptId: string;
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly { startOffset: number; count: number }[] }[];
}

/** A protocol session of V8's profiler: a page's, or the engine's. */
type Send = (method: string, params?: object) => Promise<unknown>;

const start = async (send: Send): Promise<void> => {
  await send('Profiler.enable');
  await send('Debugger.enable');
  await send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
};

/** Files whose functions were called since the last time. */
async function take(send: Send, source: (scriptId: string) => Promise<string>): Promise<Set<string>> {
  const { result } = (await send('Profiler.takePreciseCoverage')) as { result: ScriptCoverage[] };
  const files = new Set<string>();
  for (const { scriptId, functions } of result) {
    const called = functions.map(({ ranges }) => ranges[0]!).filter(({ count }) => count > 0);
    if (!called.length) continue;
    const marks = [...(await source(scriptId)).matchAll(/^\/\/ (?:\.\.\/)*((?:src|engine)\/\S+\.ts)$/gm)];
    for (const { startOffset } of called) {
      const mark = marks.findLast(({ index }) => index <= startOffset);
      if (mark && startOffset > 0) files.add(mark[1]!);
    }
  }
  return files;
}

const sourceBy = (send: Send) => async (scriptId: string) =>
  ((await send('Debugger.getScriptSource', { scriptId })) as { scriptSource: string }).scriptSource;

async function inspector(port: number): Promise<{ send: Send; close(): void }> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as [
    { webSocketDebuggerUrl: string },
  ];
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.once('open', resolve));
  const waiting = new Map<number, (result: unknown) => void>();
  let id = 0;
  socket.on('message', (text) => {
    const message = JSON.parse(String(text)) as { id?: number; result: unknown };
    if (message.id !== undefined) waiting.get(message.id)?.(message.result);
  });
  return {
    send: (method, params = {}) =>
      new Promise((resolve) => {
        waiting.set(++id, resolve);
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close: () => socket.close(),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'utd-bench-'));
const port = await freePort(0);
const stack = await startStack({ folder, nodeArgs: [`--inspect=127.0.0.1:${port}`] });
const browser = await openBrowser();
try {
  const outfile = join(folder, 'page.js');
  await build({
    entryPoints: ['src/define.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
  });
  const script = new URL(stack.pages.put('/page.js', readFileSync(outfile, 'utf8'))).pathname;
  const open = async (identity: string): Promise<Page> => {
    const room = `<utd-audio-room room="lobby" identity="${identity}" name="${identity}" muted><utd-seats><template><utd-seat>
      <b slot="taken" data-utd-text="name"></b><button slot="empty" command="--take">Sit</button>
    </utd-seat></template></utd-seats></utd-audio-room>`;
    const page = await openWindow(
      browser,
      stack.pages.put(
        `/${identity}`,
        `<!doctype html><body>${room}<script type="module" src="${script}"></script>`,
      ),
    );
    await page.waitForSelector('[data-connection="connected"] button:enabled');
    return page;
  };
  const [sitting, watching] = [await open('ada'), await open('ben')];
  const profile = async (page: Page): Promise<Send> => {
    const session: CDPSession = await page.context().newCDPSession(page);
    return (method, params) => session.send(method as 'Profiler.enable', params as undefined);
  };
  const engine = await inspector(port);
  const sends = { click: await profile(sitting), engine: engine.send, shown: await profile(watching) };
  // Idle: the reads after the joins are over.
  await sitting.waitForTimeout(3000);
  for (const send of Object.values(sends)) await start(send);
  for (const send of Object.values(sends)) await take(send, sourceBy(send));
  await sitting.locator('utd-seat button').nth(2).click();
  await watching.waitForFunction(() =>
    document.querySelectorAll('utd-seat')[2]?.textContent?.includes('ada'),
  );
  const all = new Set<string>();
  for (const [where, send] of Object.entries(sends)) {
    const files = await take(send, sourceBy(send));
    for (const file of files) all.add(file);
    console.log(`${where}: ${files.size} files`);
    for (const file of [...files].sort()) console.log(`    ${file}`);
  }
  console.log(`one seat: ${all.size} files in all`);
  engine.close();
} finally {
  await browser.close();
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}
