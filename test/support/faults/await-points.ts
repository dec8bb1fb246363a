/** The await points of our own code in a page, as test/support/faults/altered.ts names them. */
import type { Timing } from './abort-names.ts';
import { later } from '../journey/alive.ts';

let seen = new Set<string>();
let aim: { point?: string | undefined; timing?: Timing | undefined; hit?: (() => void) | undefined } = {};
let waiting = 0;

/** From now on what is passed is noted. */
export const begun = (): void => void (seen = new Set());
export const passed = (): Set<string> => new Set(seen);
/** Nothing is waited for. */
export const quiet = (): boolean => waiting === 0;

/** Calls `hit` once, when that point is passed; without a point, never. */
export function aimAt(point?: string, timing?: Timing, hit?: () => void): void {
  aim = { point, timing, hit };
}

function pass(point: string, timing: Timing): void {
  seen.add(point);
  if (aim.point !== point || aim.timing !== timing) return;
  const { hit } = aim;
  aimAt();
  hit?.();
}

Object.assign(window, {
  async awaited<T>(point: string, thing: Promise<T>): Promise<T> {
    waiting++;
    later(() => pass(point, 'waits'));
    pass(point, 'begins');
    try {
      return await thing;
    } finally {
      waiting--;
      pass(point, 'is over');
    }
  },
});
