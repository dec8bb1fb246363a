import type { Noted } from './sense-log.ts';

const of = (notes: readonly Noted[], who: string, from: number, to: number) =>
  notes
    .filter((each) => each.from.split('#')[0] === who && each.at >= from && each.at < to)
    .map(({ at }) => at);

/** Milliseconds from when it was taken from each to their last note; 0 where there was none. */
export const untilGone = (
  notes: readonly Noted[],
  taken: ReadonlyMap<string, number>,
  to = Infinity,
): ReadonlyMap<string, number> =>
  new Map([...taken].map(([who, from]) => [who, (of(notes, who, from, to).at(-1) ?? from) - from]));

/** Milliseconds from the first note of each to the last. */
export const noticedFor = (
  notes: readonly Noted[],
  people: Iterable<string>,
  { from, to }: { from: number; to: number },
): ReadonlyMap<string, number> =>
  new Map(
    [...people].map((who) => {
      const at = of(notes, who, from, to);
      return [who, at.length ? at.at(-1)! - at[0]! : 0];
    }),
  );

/** In sentences: who took longer. */
export const longer = (what: string, times: ReadonlyMap<string, number>, bar: number): string[] =>
  [...times].filter(([, ms]) => ms > bar).map(([who, ms]) => `who was ${who} was ${what} for ${ms} ms`);
