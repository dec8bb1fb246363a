import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { limits, type LimitName } from '../../src/protocol/limits.ts';
import { Refusal } from '../core/refusal.ts';

/** Counts calls, and refuses too many. The counters are in memory: docs/decisions/0410 says what a second process needs. */
export interface RateLimits {
  /** Counts one try. @returns seconds until `who` may try again, or 0 */
  wait(name: LimitName, who: string): Promise<number>;
  /** @throws {Refusal} `rate_limited` with `retryAfter` */
  charge(name: LimitName, who: string, doing: string): Promise<void>;
  /**
   * Reads a credential, and counts the wrong credentials: after too many, a right one is refused too, so that guessing
   * tells nothing.
   */
  guessing<T>(address: string, doing: string, read: () => Promise<T>): Promise<T>;
}

export const tooOften = (doing: string, retryAfter: number): Refusal =>
  new Refusal('rate_limited', `Could not ${doing}: it was asked too often. Wait ${retryAfter} s.`, {
    retryAfter,
  });

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));

/** @param factor multiplies every limit: the development app must not starve demos and tests */
export function memoryRateLimits(factor: number): RateLimits {
  const limiter = (name: LimitName) => {
    const { points, seconds: duration } = limits[name];
    return new RateLimiterMemory({ points: points * factor, duration });
  };
  const all = Object.fromEntries(Object.keys(limits).map((name) => [name, limiter(name as LimitName)]));
  const wait = async (name: LimitName, who: string) => {
    try {
      await all[name]!.consume(who);
      return 0;
    } catch (error) {
      if (error instanceof RateLimiterRes) return seconds(error.msBeforeNext);
      throw error;
    }
  };
  return {
    wait,
    async charge(name, who, doing) {
      const retryAfter = await wait(name, who);
      if (retryAfter) throw tooOften(doing, retryAfter);
    },
    async guessing(address, doing, read) {
      const tried = await all['wrongKey']!.get(address);
      if (tried && tried.remainingPoints <= 0) throw tooOften(doing, seconds(tried.msBeforeNext));
      try {
        return await read();
      } catch (error) {
        // A right credential that has expired is no guess.
        if (error instanceof Refusal && error.code === 'unauthenticated') await wait('wrongKey', address);
        throw error;
      }
    },
  };
}
