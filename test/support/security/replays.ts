import type { Page } from 'playwright-core';
import { hostileScene, type HostileScene } from './hostile-scene.ts';
import type { Journey } from '../journey/journey.ts';
import { quiet, soundsOf } from '../journey/sound-log.ts';
import { longer, sounding, untilSilent } from '../journey/sound-times.ts';
import { allSpeak, takeFromAll, type Attacker } from '../model/takings.ts';

/** A way to come back, from the attackers' own page. What came of it, in words. */
export type Way = (page: Page, who: string) => Promise<string>;

/** By a token of the media server's, from when its holder might speak: the strongest that there is. */
const granted =
  (...suffixes: string[]): Way =>
  (page, who) =>
    page.evaluate(
      async ([who, suffixes]) => {
        const token = window.raw.granted(who);
        return (await Promise.all(suffixes.map((each) => window.raw.replay(who, token, each)))).join(', ');
      },
      [who, suffixes] as const,
    );

const nth =
  (index: number): Way =>
  (page, who) =>
    page.evaluate(
      ([who, index]) => {
        const token = window.raw.person(who).tokens.at(index);
        return token ? window.raw.replay(who, token) : 'there is none';
      },
      [who, index] as const,
    );

export const strongest: Readonly<Record<string, Way>> = {
  'a refreshed token': granted(''),
  'a refreshed token as #x': granted('x'),
};

export const everyWay: Readonly<Record<string, Way>> = {
  'going on to send': (page, who) => page.evaluate((who) => window.raw.insist(who), who),
  ...strongest,
  'a refreshed token twice at once': granted('', ''),
  'a refreshed token as itself and as #y': granted('', 'y'),
  ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`token ${index}`, nth(index)])),
};

/** Everybody tries this at once. It is over when nobody has been on the wire for two seconds. */
export async function replay({ attackers, wire, who }: HostileScene, by: Way) {
  const from = Date.now();
  const came = await Promise.all(who.map(async (each) => [each, await by(attackers, each)] as const));
  await quiet(wire, 2_000);
  return { from, to: Date.now(), came: Object.fromEntries(came) };
}

/** Milliseconds that somebody may be heard whose right was taken. */
const bars = { honest: 500, wire: 3_000 };

/** The right is taken from all, and they come back in all these ways. What was wrong, in sentences. */
export async function comeBack(
  house: Journey,
  { room, who, ways }: { room: string; who: readonly Attacker[]; ways: Readonly<Record<string, Way>> },
): Promise<string[]> {
  const scene = await hostileScene(house, room, who);
  await allSpeak(scene);
  const taken = await takeFromAll(scene);
  const begun = Date.now();
  const replays = new Map<string, Awaited<ReturnType<typeof replay>>>();
  for (const [way, by] of Object.entries(ways)) replays.set(way, await replay(scene, by));
  const [ben, wire] = [await soundsOf(scene.ben), await soundsOf(scene.wire)];
  const honest = untilSilent(ben, taken);
  const first = untilSilent(wire, taken, begun);
  const again = [...replays].map(([way, during]) => [way, sounding(wire, who, during)] as const);
  return [
    ...longer('heard by an honest page', honest, bars.honest),
    ...longer('on the wire', first, bars.wire),
    ...again.flatMap(([way, times]) => longer(`on the wire by ${way}`, times, bars.wire)),
  ];
}
