import type { Page } from 'playwright-core';
import type { Defect } from './altered.ts';
import { wireTo } from './cut.ts';
import type { OwnJourney } from '../journey/journey.ts';
import { observe } from '../journey/observer.ts';
import { pageScript } from '../journey/page-script.ts';
import { casts, type Cast } from './cast.ts';

/** Anna and Ben, in the parts of a cast; a fault hits Anna's page, or the servers of both. */
export interface Scene {
  readonly house: OwnJourney;
  readonly cast: Cast;
  readonly room: string;
  readonly anna: Page;
  readonly ben: Page;
  /** What Anna's signal socket goes by. */
  readonly wire: Awaited<ReturnType<typeof wireTo>>;
  readonly observer: Awaited<ReturnType<typeof observe>>;
  endRoom(): Promise<unknown>;
  close(): Promise<void>;
}

let scenes = 0;

/** How Anna's page gets at the Room of livekit-client. */
const reach: Defect = {
  file: 'platform/livekit/livekit-transport.ts',
  from: 'new Room(',
  to: 'window.noted(Room, ',
};

interface Staging {
  /** Put into the build of Anna's page. */
  readonly defects?: readonly Defect[] | undefined;
  readonly cast?: Cast | undefined;
}

export async function sceneIn(house: OwnJourney, staging: Staging = {}): Promise<Scene> {
  const wire = await wireTo(house.stack.livekit.url);
  try {
    return await sceneBy(wire, house, staging);
  } catch (error) {
    // A server that still listens would keep the whole file from ending.
    wire.close();
    throw error;
  }
}

async function sceneBy(
  wire: Scene['wire'],
  house: OwnJourney,
  { defects = [], cast = casts.speaker }: Staging,
): Promise<Scene> {
  const room = `faults-${++scenes}`;
  const open = async (who: string, query: string, defects: readonly Defect[]) => {
    const path = `/${room}-${who}`;
    house.stack.pages.put(
      `${path}.js`,
      await pageScript('test/support/faults/fault-page.ts', [reach, ...defects]),
    );
    const attributes = `room="${room}" identity="${who}" name="${who}"${cast.host === who ? ' as-host' : ''}`;
    house.stack.pages.put(
      path,
      `<!doctype html><html><head></head><body>${cast.markup(attributes)}` +
        `<script type="module" src="${path}.js"></script></body></html>`,
    );
    return house.visit(path + query);
  };
  // A host who is not connected would end a live stream.
  const role = cast.host ? 'audience' : 'host';
  const observer = await observe(house.stack, room, { type: cast.product, role });
  const [anna, ben] = await Promise.all([
    open('anna', `?wire=${encodeURIComponent(wire.url)}`, defects),
    open('ben', '', []),
  ]);
  await cast.begin({ anna, ben });
  const endRoom = async () => {
    const bearer = cast.host && (await { anna, ben }[cast.host].evaluate(() => window.faults.bearer()));
    return observer.act('DELETE', `/rooms/${room}`, {}, bearer);
  };
  const close = async () => {
    wire.close();
    await Promise.all([anna, ben].map((page) => page.context().close()));
  };
  return { house, cast, room, anna, ben, wire, observer, endRoom, close };
}
