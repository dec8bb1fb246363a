import type { Page } from 'playwright-core';
import type { Defect } from '../faults/altered.ts';
import type { Journey } from '../journey/journey.ts';
import { observe } from '../journey/observer.ts';
import { pageScript } from '../journey/page-script.ts';
import { logSights } from '../journey/sight-log.ts';
import { logSounds } from '../journey/sound-log.ts';
import type { HostileProduct } from './hostile-product.ts';
import { hostileRoom } from './hostile-room.ts';

/** A room with an honest page, one that plays all it is sent, and one whose people do what they like. */
export interface HostileScene {
  readonly house: Journey;
  readonly room: string;
  /** Uses the SDK. */
  readonly ben: Page;
  /** Uses livekit-client and plays everything: what it hears is on the wire. */
  readonly wire: Page;
  readonly attackers: Page;
  readonly product: HostileProduct;
  readonly who: readonly string[];
  /** The host, by the engine alone. */
  readonly host: Awaited<ReturnType<typeof observe>>;
}

/** A page of modified clients, with `window.raw`. */
export async function rawPage(house: Journey, query = ''): Promise<Page> {
  house.stack.pages.put('/raw.js', await pageScript('test/support/security/forging-client.ts'));
  house.stack.pages.put(
    '/raw',
    '<!doctype html><html><head></head><body><script type="module" src="/raw.js"></script></body></html>',
  );
  const page = await house.visit(`/raw${query}`);
  await page.waitForFunction(() => 'raw' in window);
  return page;
}

/** A page with a room by the SDK, whose build has these defects. */
export async function sdkPage(
  house: Journey,
  room: string,
  who: string,
  { product = hostileRoom, defects = [] }: { product?: HostileProduct; defects?: readonly Defect[] } = {},
) {
  const path = `/${room}-${who}`;
  house.stack.pages.put(`${path}.js`, await pageScript('test/support/journey/honest-page.ts', defects));
  house.stack.pages.put(
    path,
    `<!doctype html><html><head></head><body>${product.markup(`room="${room}" identity="${who}" name="${who}"`)}` +
      `<script type="module" src="${path}.js"></script></body></html>`,
  );
  const page = await house.visit(path);
  await page.waitForSelector('[data-connection="connected"]');
  await Promise.all([logSounds(page), logSights(page)]);
  return page;
}

/** @param who the attackers, each called by what becomes of them */
export async function hostileScene(
  house: Journey,
  room: string,
  who: readonly string[] = [],
  product = hostileRoom,
): Promise<HostileScene> {
  const { type } = product.mint;
  const host = await observe(house.stack, room, { type });
  const [ben, wire, attackers] = await Promise.all([
    sdkPage(house, room, 'ben', { product }),
    rawPage(house),
    rawPage(house, '?deaf'),
  ]);
  await wire.evaluate(([room, more]) => window.raw.enter('wire', room, more), [room, product.mint] as const);
  await Promise.all([logSounds(wire), logSights(wire)]);
  const scene = { house, room, ben, wire, attackers, host, product, who };
  await product.begin(scene);
  return scene;
}
