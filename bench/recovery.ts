/**
 * Coming back after a fault: ours beside raw livekit-client, both hit by the same fault at the same moment,
 * on one server.
 *
 * Four windows: one who speaks and one who listens, by ours and by raw livekit-client. The microphone is a
 * continuous tone, so that silence is a loss. Each fault hits both people of both:
 *
 * - "resume": the signal socket is ended by a TCP reset; the media goes on meanwhile.
 * - "full reconnect": livekit-client is made to connect anew by its own `simulateScenario`.
 * - "server restart": livekit-server is killed (SIGKILL) and started again at once, the engine stays. Raw
 *   livekit-client cannot come back from that by itself: its retries end with `Disconnected` as soon as the new
 *   server does not know the room. So it is measured as an app would write it by hand: on `Disconnected` it
 *   fetches a new token, connects the same `Room` again and sends the microphone again when the permission is
 *   there; at once, then after 0.5, 1, 2, 4 s and every 4 s.
 *
 * Time starts just before the fault. "Connected again" is taken of each person: for ours the state `connected`,
 * for raw `Reconnected` or the end of `connect`. "Sound again" is the end of the last silence longer than 100 ms
 * that an AnalyserNode in the listener's window sees; 0 where there was none. A round is over when both have been
 * back and heard for a second; then the same people are hit again. The first round of each fault is not counted.
 *
 * After a server restart there are two ways back, and the jitter of livekit-client's first
 * retry decides which: who comes before anybody else of the room has had it made again is told that there is none,
 * and comes by a new token; who comes after is taken back by livekit-client's own retry, in which raw waits for a
 * fixed 2 s. So each way is printed by itself too, for the sound that of the listener.
 */
import type { Page } from 'playwright-core';
import { byWire, wireTo } from '../test/support/faults/cut.ts';
import { compare, measure, type House } from './house.ts';

const warmUp = 1;
const seat = 1;

type Wire = Awaited<ReturnType<typeof wireTo>>;

interface Fault {
  readonly what: string;
  readonly rounds: number;
  strike(pages: readonly Page[], wire: Wire, house: House): Promise<unknown> | void;
}

const faults: readonly Fault[] = [
  { what: 'resume', rounds: 20, strike: (_, wire) => wire.reset() },
  {
    what: 'full reconnect',
    rounds: 20,
    strike: (pages) => Promise.all(pages.map((page) => page.evaluate(() => window.recovery.fullReconnect()))),
  },
  {
    what: 'server restart',
    rounds: 40,
    async strike(_pages, _wire, { livekit }) {
      await livekit.server!.child.stop('SIGKILL');
      await livekit.server!.restart();
    },
  },
];

const contenders = ['ours', 'raw'] as const;
type Who = (typeof contenders)[number];

/** Somebody who speaks and somebody who listens, in a room of their own. */
async function settle(house: House, who: Who, fault: string, wire: Wire) {
  const { engineUrl } = house;
  const room = `${fault.replace(' ', '-')}-${who}`;
  const enter = async (identity: string, place: { seat?: number }) => {
    const page = await house.open('recovery-page');
    await page.waitForFunction(() => 'recovery' in window);
    await byWire(page, wire.url);
    await page.evaluate(({ who, place }) => window.recovery[who](place), {
      who,
      place: { engineUrl, room, identity, ...place },
    });
    return page;
  };
  const listener = await enter('listener', {});
  await listener.evaluate(() => window.recovery.listen());
  return { listener, speaker: await enter('speaker', { seat }) };
}

/** One who came back. */
interface Back {
  /** By a new token, after livekit-client had given up. */
  readonly anew: boolean;
  /** Milliseconds since the fault, as all that follow. */
  readonly connected: number;
  /** Of who listens. */
  readonly sound?: number;
}

async function back(page: Page, struck: number, listens: boolean): Promise<Back> {
  await page.waitForFunction(
    ({ struck, listens }) => window.recovery.isBack(struck, listens),
    { struck, listens },
    { polling: 50, timeout: 60_000 },
  );
  const { ended, connected, heardSince } = await page.evaluate(() => window.recovery.times());
  const sound = { sound: Math.max(heardSince - struck, 0) };
  return { anew: ended > struck, connected: connected - struck, ...(listens && sound) };
}

function report(what: string, taken: Record<Who, Back[]>): void {
  for (const [named, key] of [
    ['connected again', 'connected'],
    ['sound again', 'sound'],
  ] as const) {
    const [ours, raw] = contenders.map((who) =>
      taken[who].flatMap(({ [key]: value }) => (value === undefined ? [] : [value])),
    ) as [number[], number[]];
    if (ours.length && raw.length) compare(`${what}, ${named}`, ours, raw);
  }
}

await measure(async (house) => {
  console.log('recovery');
  for (const { what, rounds, strike } of faults) {
    if (what === 'server restart' && !house.livekit.server) {
      console.log(`  ${what}: not measured, livekit-server runs elsewhere`);
      continue;
    }
    const wire = await wireTo(house.livekit.url);
    const people = {
      ours: await settle(house, 'ours', what, wire),
      raw: await settle(house, 'raw', what, wire),
    };
    const pages = contenders.flatMap((who) => [people[who].speaker, people[who].listener]);
    const taken: Record<Who, Back[]> = { ours: [], raw: [] };
    for (let round = 0; round < rounds + warmUp; round++) {
      const struck = Date.now();
      await strike(round % 2 ? pages : pages.toReversed(), wire, house);
      const backs = contenders.map(async (who) => {
        const { speaker, listener } = people[who];
        const both = await Promise.all([back(speaker, struck, false), back(listener, struck, true)]);
        if (round >= warmUp) taken[who].push(...both);
      });
      await Promise.all(backs);
    }
    report(what, taken);
    const all = [...taken.ours, ...taken.raw];
    if (all.some(({ anew }) => anew))
      for (const way of [true, false]) {
        const [ours, raw] = contenders.map((who) => taken[who].filter(({ anew }) => anew === way)) as [
          Back[],
          Back[],
        ];
        const how = way ? 'by a new token' : 'by livekit-client’s own retry';
        report(`${what} ${how} (${ours.length} ours, ${raw.length} raw)`, { ours, raw });
      }
    for (const page of pages) await page.context().close();
    wire.close();
  }
});
