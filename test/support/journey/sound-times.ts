import type { Sounded } from './sound-log.ts';

const of = (sounds: readonly Sounded[], who: string, from: number, to: number) =>
  sounds
    .filter((each) => each.from.split('#')[0] === who && each.at >= from && each.at < to)
    .map(({ at }) => at);

/** Milliseconds from when it was taken from each to their last sound; 0 where there was none. */
export const untilSilent = (
  sounds: readonly Sounded[],
  taken: ReadonlyMap<string, number>,
  to = Infinity,
): ReadonlyMap<string, number> =>
  new Map([...taken].map(([who, from]) => [who, (of(sounds, who, from, to).at(-1) ?? from) - from]));

/** Milliseconds from the first sound of each to the last. */
export const sounding = (
  sounds: readonly Sounded[],
  people: Iterable<string>,
  { from, to }: { from: number; to: number },
): ReadonlyMap<string, number> =>
  new Map(
    [...people].map((who) => {
      const at = of(sounds, who, from, to);
      return [who, at.length ? at.at(-1)! - at[0]! : 0];
    }),
  );

/** In sentences: who took longer. */
export const longer = (what: string, times: ReadonlyMap<string, number>, bar: number): string[] =>
  [...times].filter(([, ms]) => ms > bar).map(([who, ms]) => `who was ${who} was ${what} for ${ms} ms`);
