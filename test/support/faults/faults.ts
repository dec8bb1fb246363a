import type { Page } from 'playwright-core';
import { expiredTokens } from './expired.ts';
import { anew, back, byTcp, late, later, out, soon, type Fault } from './fault.ts';
import { cut, deaf, deafByTcp, killed, stopped } from './fault-kinds.ts';
import { place, type Cast } from './cast.ts';
import { simulated } from '../journey/simulated.ts';

const tell = (page: Page, event: string) =>
  page.evaluate((event) => document.dispatchEvent(new Event(event, { bubbles: true })), event);

/** Short, and of one page: many at once harm nobody. Every part of a session has them. */
const shortOfAll: readonly Fault[] = [
  ...simulated,
  {
    name: 'whose signal socket is reset',
    hits: 'anna',
    begin: ({ wire }) => wire.reset(),
    seconds: 0,
    told: back,
    backWithin: soon,
  },
  cut({ name: 'whose signal socket is cut for 2 s', seconds: 2, backWithin: soon }),
  cut({
    name: 'whose browser is without a network for 3 s',
    // Emulated, it lets go on what is open.
    begin: ({ anna, wire }) => (wire.cut(), anna.context().setOffline(true)),
    seconds: 3,
    end: ({ anna, wire }) => (wire.mend(), anna.context().setOffline(false)),
    // The session goes its own way as soon as the browser says that the network is back.
    told: anew,
    backWithin: soon,
  }),
  {
    // A browser freezes only tabs that nobody sees, and a headless one has none: the page is told what such
    // a tab is told, at which livekit-client closes its connection.
    name: 'whose tab is frozen',
    hits: 'anna',
    begin: ({ anna }) => tell(anna, 'freeze'),
    seconds: 1,
    end: ({ anna }) => tell(anna, 'resume'),
    // It also ends the microphone's track, so that another one is opened.
    told: [...anew, 'microphone off', 'microphone on'],
    backWithin: soon,
  },
  cut({
    name: 'whose tokens expire while it is cut off',
    async begin(scene) {
      scene.wire.cut();
      const { media, bearer } = await expiredTokens(scene);
      await scene.anna.evaluate(([media, bearer]) => window.faults.expire(media, bearer), [
        media,
        bearer,
      ] as const);
    },
    seconds: 1,
    told: anew,
    backWithin: soon,
  }),
  cut({
    name: 'whose room is closed while it is cut off',
    async begin({ wire, endRoom }) {
      wire.cut();
      await endRoom();
    },
    seconds: 1,
    told: out('room_closed'),
    backWithin: soon,
  }),
];

/** Short, of one page, and of one part alone. */
const shortOfPart: Readonly<Record<Cast['name'], readonly Fault[]>> = {
  'a speaker': [
    cut({
      name: 'whose seat is taken away and given to another while it is cut off',
      async begin({ wire, observer, ben }) {
        wire.cut();
        await observer.unseat(place);
        await ben.evaluate((place) => window.faults.takeSeat(place), place);
      },
      seconds: 1,
      told: [...back, 'microphone off', 'may not speak'],
      backWithin: soon,
    }),
  ],
  'a host': [],
  'a guest': [
    cut({
      name: 'whose place on stage is taken away while it is cut off',
      async begin({ wire, ben }) {
        wire.cut();
        await ben.evaluate(() => window.faults.removeFromStage('anna'));
      },
      seconds: 1,
      told: [...back, 'microphone off', 'may not speak'],
      backWithin: soon,
    }),
  ],
  'a viewer': [
    cut({
      name: 'whose live stream ends while it is cut off',
      async begin({ wire, ben }) {
        wire.cut();
        await ben.evaluate(() => window.faults.endLive());
      },
      seconds: 1,
      told: [...back, 'not live', 'live ended: ended'],
      backWithin: soon,
    }),
  ],
};

/** Short, and of one page: all that a part has. */
export const shortOf = ({ name }: Cast): readonly Fault[] => [...shortOfAll, ...shortOfPart[name]];

/** The shortest ones: a link made anew by either side, and what the part alone has. */
export const shortestOf = (cast: Cast): readonly Fault[] => {
  const kinds = ['server-leave', 'without a network'];
  return [
    ...shortOfAll.filter(({ name }) => kinds.some((kind) => name.includes(kind))),
    ...shortOfPart[cast.name],
  ];
};

/** Short, and of everybody: one after another. */
export const shortOfServers: readonly Fault[] = [
  stopped('engine', { seconds: 2, told: [], backWithin: soon }),
  killed('engine', { seconds: 2, told: [], backWithin: soon }),
  stopped('livekit', { seconds: 2, told: [], backWithin: soon }),
  killed('livekit', { seconds: 2, told: back, orTold: anew, backWithin: soon }),
];

/** Long, and of one page. */
export const long: readonly Fault[] = [
  cut({
    name: 'whose signal socket is cut for 90 s',
    seconds: 90,
    told: out('reconnect_failed'),
    backWithin: 0,
  }),
  cut({ name: 'whose signal socket is cut for 40 s', seconds: 40, told: anew, backWithin: late }),
  cut({ name: 'whose signal socket is cut for 10 s', seconds: 10, backWithin: later }),
];

/** Long, and of everybody: each list has servers of its own. The longest one is begun first. */
export const longOfServers: Readonly<Record<string, readonly Fault[]>> = {
  'packets that are lost': [
    deaf('UDP packets', { seconds: 10, told: [], backWithin: later }),
    // livekit-client has noticed, and the media go by TCP.
    deaf('UDP packets', { seconds: 40, told: back, backWithin: soon }),
    deaf('packets', { seconds: 10, told: [], backWithin: later }),
    deaf('packets', { seconds: 40, told: back, backWithin: later }),
    deaf('packets and signal socket', { seconds: 10, told: back, orTold: anew, backWithin: later }),
    deaf('packets and signal socket', { seconds: 40, told: anew, backWithin: late }),
    deaf('packets and signal socket', { seconds: 90, told: out('reconnect_failed'), backWithin: 0 }),
  ],
  'a network that lets no UDP through': [
    deafByTcp({ seconds: 10, told: back, orTold: [...back, ...back], backWithin: byTcp }),
  ],
  'a media server that stands still': [
    stopped('livekit', { seconds: 10, told: [], backWithin: later }),
    stopped('livekit', { seconds: 40, told: back, orTold: anew, backWithin: late }),
    stopped('livekit', { seconds: 90, told: out('reconnect_failed'), backWithin: 0 }),
  ],
  'a media server that is killed': [
    killed('livekit', { seconds: 10, told: back, orTold: anew, backWithin: later }),
    killed('livekit', { seconds: 40, told: anew, backWithin: late }),
    killed('livekit', { seconds: 90, told: out('reconnect_failed'), backWithin: 0 }),
  ],
  'an engine that stands still': [10, 40, 90].map((seconds) =>
    stopped('engine', { seconds, told: [], backWithin: later }),
  ),
  'an engine that is killed': [10, 40, 90].map((seconds) =>
    killed('engine', { seconds, told: [], backWithin: later }),
  ),
};

/** Long, of everybody or of one page, and one of each kind: those of a live stream, whose parts have one engine. */
export const longOfStage: readonly Fault[] = [
  // With pictures livekit-client may notice sooner.
  deaf('packets', { seconds: 10, told: [], orTold: back, backWithin: later }),
  killed('livekit', { seconds: 40, told: anew, backWithin: late }),
  killed('engine', { seconds: 10, told: [], backWithin: later }),
];
