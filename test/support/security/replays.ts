import type { Page } from 'playwright-core';
import { hostileScene, type HostileScene } from './hostile-scene.ts';
import type { Journey } from '../journey/journey.ts';
import { notesOf, unnoticed, type Sense } from '../journey/sense-log.ts';
import { longer, noticedFor, untilGone } from '../journey/sense-times.ts';
import { slowness } from '../model/slowness.ts';
import { allPerform, takeFromAll } from '../model/takings.ts';
import type { HostileProduct } from './hostile-product.ts';

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

/** The attackers from whom this was taken. */
const without = ({ who, product }: HostileScene, sense: Sense) =>
  who.filter((each) => product.takings[each]!.takes.includes(sense));

/** All try this at once. It is over when nothing that was taken has been on the wire for two seconds. */
export async function replay(scene: HostileScene, by: Way) {
  const { attackers, wire, who, product } = scene;
  const from = Date.now();
  const came = await Promise.all(who.map(async (each) => [each, await by(attackers, each)] as const));
  await Promise.all(product.senses.map((sense) => unnoticed(wire, sense, 2_000, without(scene, sense))));
  return { from, to: Date.now(), came: Object.fromEntries(came) };
}

/** Milliseconds in which a participant may be noticed whose right was taken. */
const bar = { honest: 500, wire: 3_000 };
const words = { sounds: 'heard', sights: 'seen' } as const;

interface Attack {
  readonly room: string;
  /** The attackers, each called by what becomes of them. */
  readonly who: readonly string[];
  readonly ways: Readonly<Record<string, Way>>;
  readonly product: HostileProduct;
}

/** The right is taken from all, and they come back in all these ways. What was wrong, in sentences. */
export async function comeBack(house: Journey, { room, who, ways, product }: Attack): Promise<string[]> {
  const scene = await hostileScene(house, room, who, product);
  const slower = slowness();
  await allPerform(scene);
  const taken = await takeFromAll(scene);
  const begun = Date.now();
  const replays = new Map<string, Awaited<ReturnType<typeof replay>>>();
  for (const [way, by] of Object.entries(ways)) replays.set(way, await replay(scene, by));
  const wrong: string[] = [];
  const bars = { honest: bar.honest * slower(), wire: bar.wire * slower() };
  for (const sense of product.senses) {
    const [ben, wire] = [await notesOf(scene.ben, sense), await notesOf(scene.wire, sense)];
    const lost = without(scene, sense);
    const since = new Map(lost.map((each) => [each, taken.get(each)!]));
    const word = words[sense];
    wrong.push(
      ...longer(`${word} by an honest page`, untilGone(ben, since), bars.honest),
      ...longer(`${word} on the wire`, untilGone(wire, since, begun), bars.wire),
      ...[...replays].flatMap(([way, during]) =>
        longer(`${word} on the wire by ${way}`, noticedFor(wire, lost, during), bars.wire),
      ),
    );
  }
  return wrong;
}
