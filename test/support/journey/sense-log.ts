import type { Page } from 'playwright-core';

/** The logs of a page: the sounds that play in it, and the pictures that move in it. */
export type Sense = 'sounds' | 'sights';

/** A participant was heard or seen in a page. */
export interface Noted {
  readonly from: string;
  /** Milliseconds since 1970: pages and the test have one clock. */
  readonly at: number;
}

/** All that a page noted since its log began. */
export const notesOf = (page: Page, sense: Sense): Promise<readonly Noted[]> =>
  page.evaluate((sense) => (window as unknown as Record<Sense, Noted[]>)[sense], sense);

/** Waits until a page hears or sees all these participants, then or later. */
export const notices = (page: Page, sense: Sense, people: readonly string[], then = 0) =>
  page.waitForFunction(
    ([sense, people, then]) => {
      const notes = (window as unknown as Record<Sense, Noted[]>)[sense];
      const since = Math.max(then, Date.now() - 300);
      return people.every((each) => notes.some(({ from, at }) => from === each && at > since));
    },
    [sense, people, then] as const,
  );

/** Waits until a page has noticed none of these participants for so many milliseconds; of any, where none is named. */
export const unnoticed = (page: Page, sense: Sense, ms: number, people?: readonly string[]) =>
  page.waitForFunction(
    ([sense, ms, from, people]) => {
      const notes = (window as unknown as Record<Sense, Noted[]>)[sense];
      const last = notes.findLast((each) => !people || people.includes(each.from.split('#')[0]!));
      return Date.now() - Math.max(from, last?.at ?? 0) > ms;
    },
    [sense, ms, Date.now(), people] as const,
  );
