import type { Page } from 'playwright-core';
import type { Defect } from './altered.ts';
import { wireTo } from './cut.ts';
import type { OwnJourney } from '../journey/journey.ts';
import { observe } from '../journey/observer.ts';
import { pageScript } from '../journey/page-script.ts';
import { connected, roomMarkup, sees, sit } from '../journey/room-page.ts';

/** Where Anna sits. */
export const place = 2;

/** Anna sits and speaks, Ben hears her; a fault hits Anna's page, or the servers of both. */
export interface Scene {
  readonly house: OwnJourney;
  readonly room: string;
  readonly anna: Page;
  readonly ben: Page;
  /** What Anna's signal socket goes by. */
  readonly wire: Awaited<ReturnType<typeof wireTo>>;
  readonly observer: Awaited<ReturnType<typeof observe>>;
  close(): Promise<void>;
}

let scenes = 0;

/** How Anna's page gets at the Room of livekit-client. */
const reach: Defect = {
  file: 'platform/livekit/livekit-transport.ts',
  from: 'new Room(',
  to: 'window.noted(Room, ',
};

/** @param defects put into the build of Anna's page */
export async function sceneIn(house: OwnJourney, defects: readonly Defect[] = []): Promise<Scene> {
  const wire = await wireTo(house.stack.livekit.url);
  try {
    return await sceneBy(wire, house, defects);
  } catch (error) {
    // A server that still listens would keep the whole file from ending.
    wire.close();
    throw error;
  }
}

async function sceneBy(wire: Scene['wire'], house: OwnJourney, defects: readonly Defect[]): Promise<Scene> {
  const room = `faults-${++scenes}`;
  const open = async (who: string, query: string, defects: readonly Defect[]) => {
    const path = `/${room}-${who}`;
    house.stack.pages.put(
      `${path}.js`,
      await pageScript('test/support/faults/fault-page.ts', [reach, ...defects]),
    );
    house.stack.pages.put(
      path,
      `<!doctype html><html><head></head><body>${roomMarkup(`room="${room}" identity="${who}" name="${who}"`)}` +
        `<script type="module" src="${path}.js"></script></body></html>`,
    );
    return house.visit(path + query);
  };
  const observer = await observe(house.stack, room);
  const [anna, ben] = await Promise.all([
    open('anna', `?wire=${encodeURIComponent(wire.url)}`, defects),
    open('ben', '', []),
  ]);
  await Promise.all([connected(anna), connected(ben)]);
  // Who only listens is shown to the others after up to 3 s.
  await anna.getByRole('listitem').filter({ hasText: 'ben' }).waitFor();
  await sit(anna, place);
  await sees(ben, place, 'anna');
  await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
  await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
  const close = async () => {
    wire.close();
    await Promise.all([anna, ben].map((page) => page.context().close()));
  };
  return { house, room, anna, ben, wire, observer, close };
}
