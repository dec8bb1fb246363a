import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { limits, type LimitName } from '../src/protocol/limits.ts';
import { Refusal } from './refusal.ts';

/** Counts what somebody does, and refuses what is too much. Memory here, Redis past one machine. */
export interface Limits {
  /** @throws {Refusal} `rate_limited` with `retryAfter` */
  charge(name: LimitName, who: string, doing: string): Promise<void>;
  /** Seconds until `who` may again, or 0. Counts as one try where it is 0. */
  wait(name: LimitName, who: string): Promise<number>;
}

/** @param factor multiplies every limit; the development app must not starve demos and tests. */
export function memoryLimits(factor: number): Limits {
  const limiters = new Map(
    Object.entries(limits).map(([name, { points, seconds }]) => [
      name,
      // A takeover's cooldown is behaviour, and not a guard against floods.
      new RateLimiterMemory({ points: name === 'takeover' ? points : points * factor, duration: seconds }),
    ]),
  );
  const wait = async (name: LimitName, who: string) => {
    try {
      await limiters.get(name)!.consume(who);
      return 0;
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw error;
    }
  };
  return {
    wait,
    async charge(name, who, doing) {
      const retryAfter = await wait(name, who);
      if (retryAfter)
        throw new Refusal(
          'rate_limited',
          `Could not ${doing}: it was asked too often. Wait ${retryAfter} s.`,
          { retryAfter },
        );
    },
  };
}
