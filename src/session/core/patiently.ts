import type { Clock } from '../../platform/page/clock.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import { relinkDelays, times } from '../../protocol/constants.ts';
import type { Attempt } from '../../reactive/lifetime.ts';
import type { View } from '../../reactive/signal.ts';
import { isTrue } from './is-true.ts';

/** What passes: the answer was lost, or comes if it is asked for later. */
const passing: ReadonlySet<ErrorCode> = new Set(['network', 'timeout', 'unavailable', 'rate_limited']);

/** When something can be done again. */
export interface Patience {
  readonly clock: Clock;
  readonly session: Attempt;
  readonly connected: View<boolean>;
}

/**
 * Does something again until it is answered, for at most a minute; in an outage it waits until the
 * session is connected again.
 *
 * @param act must be harmless when it is done twice
 */
export async function patiently<T>(
  { clock, session, connected }: Patience,
  act: () => Promise<T>,
): Promise<T> {
  let began: number | undefined;
  for (let tries = 0; ; tries++) {
    await isTrue(session, connected);
    began ??= clock.now();
    try {
      return await act();
    } catch (error) {
      session.signal.throwIfAborted();
      if (!(error instanceof UTDStreamError) || !passing.has(error.code)) throw error;
      const usual = relinkDelays[tries] ?? relinkDelays.at(-1)!;
      const pause = error.retryAfter === undefined ? usual : error.retryAfter * 1000;
      if (clock.now() + pause - began > times.reconnectWindow) throw error;
      await session.during(new Promise<void>((wake) => clock.after(pause, wake, session.signal)));
    }
  }
}
