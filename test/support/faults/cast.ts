import type { Page } from 'playwright-core';
import { connected, roomMarkup, sees, sit } from '../journey/room-page.ts';
import { inSession, inStream, press, seesMoving, smallStreamMarkup } from '../journey/stream-page.ts';

export type Who = 'anna' | 'ben';
type Pages = Readonly<Record<Who, Page>>;

/** The parts that Anna, whom most faults hit, and Ben have in a product. */
export interface Cast {
  /** The part of Anna. */
  readonly name: 'a speaker' | 'a host' | 'a guest' | 'a viewer';
  readonly product: 'audio_room' | 'live_stream';
  /** The attributes of the host's page, where one of the two is the host. */
  readonly host?: Who;
  /** Performers, each with the one who notices them. */
  readonly performs: readonly (readonly [from: Who, to: Who])[];
  /** The media server shows Anna no other participant. */
  readonly alone?: true;
  readonly markup: (attributes: string) => string;
  /** Brings both to their places, until each who performs is noticed. */
  readonly begin: (pages: Pages) => Promise<void>;
}

/** Where Anna sits. */
export const place = 2;

const stream = { product: 'live_stream', markup: smallStreamMarkup } as const;

const noticed = async (page: Page, name: string) => {
  if (!(await seesMoving(page, name))) throw new Error(`${name} is not seen before the fault`);
  await page.waitForSelector(`audio[data-utd-audio="${name}"]`, { state: 'attached' });
};

const goLive = async (page: Page) => {
  await inStream(page);
  await press(page, 'Go live');
};

export const casts = {
  speaker: {
    name: 'a speaker',
    product: 'audio_room',
    performs: [['anna', 'ben']],
    markup: roomMarkup,
    async begin({ anna, ben }) {
      await Promise.all([connected(anna), connected(ben)]);
      // A participant who only listens is shown to the others after up to 3 s.
      await anna.getByRole('listitem').filter({ hasText: 'ben' }).waitFor();
      await sit(anna, place);
      await sees(ben, place, 'anna');
      await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
      await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
    },
  },
  host: {
    ...stream,
    name: 'a host',
    host: 'anna',
    performs: [['anna', 'ben']],
    alone: true,
    async begin({ anna, ben }) {
      await Promise.all([goLive(anna), inStream(ben)]);
      await noticed(ben, 'anna');
    },
  },
  guest: {
    ...stream,
    name: 'a guest',
    host: 'ben',
    performs: [
      ['anna', 'ben'],
      ['ben', 'anna'],
    ],
    async begin({ anna, ben }) {
      await Promise.all([inStream(anna), goLive(ben)]);
      await noticed(anna, 'ben');
      await inSession(ben, ({ session }) => session.stage.invite('anna'));
      await anna.locator('.invitation').getByRole('button', { name: 'Come' }).click();
      await noticed(ben, 'anna');
    },
  },
  viewer: {
    ...stream,
    name: 'a viewer',
    host: 'ben',
    performs: [['ben', 'anna']],
    async begin({ anna, ben }) {
      await Promise.all([inStream(anna), goLive(ben)]);
      await noticed(anna, 'ben');
    },
  },
} as const satisfies Record<string, Cast>;

/** The parts of a live stream. */
export const stageCasts: readonly Cast[] = [casts.host, casts.guest, casts.viewer];
