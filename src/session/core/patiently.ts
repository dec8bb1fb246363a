import type { Clock } from '../../platform/page/clock.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import { relinkDelays, times } from '../../protocol/constants.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { waitUntilTrue } from './is-true.ts';

/** What passes: the answer was lost, or comes if it is asked for later. */
const passing: ReadonlySet<ErrorCode> = new Set(['network', 'timeout', 'unavailable', 'rate_limited']);

/** When something can be done again. */
export interface RetryDeps {
  readonly clock: Clock;
  readonly session: Lifetime;
  readonly connected: ReadonlySignal<boolean>;
}

/**
 * Does something again until it is answered, for at most a minute; in an outage it waits until the
 * session is connected again.
 *
 * @param act must be harmless when it is done twice
 */
export async function retry<T>({ clock, session, connected }: RetryDeps, act: () => Promise<T>): Promise<T> {
  let began: number | undefined;
  for (let tries = 0; ; tries++) {
    await waitUntilTrue(session, connected);
    began ??= clock.now();
    try {
      return await act();
    } catch (error) {
      session.signal.throwIfAborted();
      if (!(error instanceof UTDStreamError) || !passing.has(error.code)) throw error;
      const usual = relinkDelays[tries] ?? relinkDelays.at(-1)!;
      const pause = error.retryAfter === undefined ? usual : error.retryAfter * 1000;
      if (clock.now() + pause - began > times.reconnectWindow) throw error;
      await session.waitFor(new Promise<void>((wake) => clock.after(pause, wake, session.signal)));
    }
  }
}
