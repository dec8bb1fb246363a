import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { Room } from 'livekit-client';
import type { patchConnect } from '../../src/platform/livekit/livekit-patches.ts';
import { openBrowser, openWindow } from '../support/browser.ts';

declare const livekit: { Room: typeof Room; patchConnect: typeof patchConnect };

const bundle = await build({
  stdin: {
    contents: `export { Room } from 'livekit-client'; export { patchConnect } from './src/platform/livekit/livekit-patches.ts';`,
    resolveDir: process.cwd(),
  },
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'livekit',
});
const rounds = 3;

/** The peer connections that are still open after some first connects that the server refused. */
const leftOpen = (page: Page, url: string, closed: boolean): Promise<number> =>
  page.evaluate(
    async ({ url, closed, rounds }) => {
      const made: RTCPeerConnection[] = [];
      const Real = window.RTCPeerConnection;
      window.RTCPeerConnection = class extends Real {
        constructor(...args: ConstructorParameters<typeof Real>) {
          super(...args);
          made.push(this);
        }
      };
      const room = new livekit.Room();
      for (let round = 0; round < rounds; round++) {
        const close = closed ? livekit.patchConnect(room) : undefined;
        const failed = await room.connect(url, 'a.b.c').then(
          () => false,
          () => true,
        );
        if (!failed) throw new Error('The server was to refuse this connect.');
        await close?.();
      }
      window.RTCPeerConnection = Real;
      if (made.length < rounds) throw new Error(`Only ${made.length} peer connections were made.`);
      return made.filter(({ connectionState }) => connectionState !== 'closed').length;
    },
    { url, closed, rounds },
  );

describe('What livekit-client leaves behind when a first connect fails', () => {
  let browser: Browser;
  let page: Page;
  let refusing: Server;
  let url: string;

  before(async () => {
    refusing = createServer((_, response) => response.writeHead(503).end());
    await new Promise<void>((listening) => refusing.listen(0, '127.0.0.1', listening));
    url = `ws://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
    browser = await openBrowser();
    page = await openWindow(browser, 'about:blank');
    await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
  });

  after(async () => {
    await browser?.close();
    refusing.closeAllConnections();
    refusing.close();
  });

  it('is closed by livekit-patches.ts', async () => {
    assert.equal(await leftOpen(page, url, true), 0);
  });

  it('is still open without it, or the patch can go', async () => {
    assert.equal(
      await leftOpen(page, url, false),
      rounds,
      'repaired upstream: delete src/platform/livekit/livekit-patches.ts and this test',
    );
  });
});
