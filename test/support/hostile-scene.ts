import type { Page } from 'playwright-core';
import type { Defect } from './altered.ts';
import type { Journey } from './journey.ts';
import { observe } from './observer.ts';
import { pageScript } from './page-script.ts';
import { connected, roomMarkup } from './room-page.ts';
import { logSounds } from './sound-log.ts';
import type { Attacker } from './takings.ts';

/** A room with an honest page, one that plays all it is sent, and one whose people do what they like. */
export interface HostileScene {
  readonly house: Journey;
  readonly room: string;
  /** Uses the SDK. */
  readonly ben: Page;
  /** Uses livekit-client and plays everything: what it hears is on the wire. */
  readonly wire: Page;
  readonly attackers: Page;
  readonly who: readonly Attacker[];
  /** The host, by the engine alone. */
  readonly host: Awaited<ReturnType<typeof observe>>;
}

async function rawPage(house: Journey, query = ''): Promise<Page> {
  house.stack.pages.put('/raw.js', await pageScript('test/support/forging-client.ts'));
  house.stack.pages.put(
    '/raw',
    '<!doctype html><html><head></head><body><script type="module" src="/raw.js"></script></body></html>',
  );
  const page = await house.visit(`/raw${query}`);
  await page.waitForFunction(() => 'raw' in window);
  return page;
}

/** A page with a room by the SDK, whose build has these defects. */
export async function sdkPage(house: Journey, room: string, who: string, defects: readonly Defect[] = []) {
  const path = `/${room}-${who}`;
  house.stack.pages.put(`${path}.js`, await pageScript('test/support/honest-page.ts', defects));
  house.stack.pages.put(
    path,
    `<!doctype html><html><head></head><body>${roomMarkup(`room="${room}" identity="${who}" name="${who}"`)}` +
      `<script type="module" src="${path}.js"></script></body></html>`,
  );
  const page = await house.visit(path);
  await connected(page);
  await logSounds(page);
  return page;
}

export async function hostileScene(
  house: Journey,
  room: string,
  who: readonly Attacker[] = [],
): Promise<HostileScene> {
  const host = await observe(house.stack, room);
  const [ben, wire, attackers] = await Promise.all([
    sdkPage(house, room, 'ben'),
    rawPage(house),
    rawPage(house, '?deaf'),
  ]);
  await wire.evaluate((room) => window.raw.enter('wire', room), room);
  await logSounds(wire);
  return { house, room, ben, wire, attackers, host, who };
}
