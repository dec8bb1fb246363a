import { UTDStreamError } from '../../errors/errors.ts';
import type { Clock } from '../../platform/page/clock.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import { relinkDelays, times } from '../../protocol/constants.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';

/** Resolves after `ms`. Rejects with the reason of the lifetime's end where that comes first. */
export const pause = (clock: Clock, lifetime: Lifetime, ms: number): Promise<void> =>
  lifetime.waitFor(new Promise<void>((resolve) => clock.after(ms, resolve, lifetime.signal)));

/**
 * Waits for `promise`, and no longer than `ms` or than `lifetime`.
 *
 * @param timedOut gives the error after `ms`
 */
export async function timeout<T>(
  clock: Clock,
  lifetime: Lifetime,
  ms: number,
  promise: Promise<T>,
  timedOut: () => Error,
): Promise<T> {
  const waiting = lifetime.child();
  const late = new Promise<never>((_, reject) => clock.after(ms, () => reject(timedOut()), waiting.signal));
  try {
    return await waiting.waitFor(Promise.race([promise, late]));
  } finally {
    void waiting.end(new UTDStreamError('cancelled', 'wait any longer'));
  }
}

/** Resolves once `signal` is true. Rejects with the reason of the lifetime's end where that comes first. */
export async function untilTrue(lifetime: Lifetime, signal: ReadonlySignal<boolean>): Promise<void> {
  lifetime.signal.throwIfAborted();
  if (signal.get()) return;
  let stop = () => {};
  const becameTrue = new Promise<void>((resolve) => {
    stop = watch(() => {
      if (signal.get()) resolve();
    });
  });
  await lifetime.waitFor(becameTrue).finally(stop);
}

/** Codes of failures that leave it open whether the engine has carried out the request. */
const lost: ReadonlySet<ErrorCode> = new Set(['network', 'timeout']);

/** Codes of temporary failures: the answer was lost, or the engine is busy. */
const temporary: ReadonlySet<ErrorCode> = new Set([...lost, 'unavailable', 'rate_limited']);

/** Whether a request was lost, or its answer. */
export const isLost = (error: unknown): boolean => error instanceof UTDStreamError && lost.has(error.code);

export interface RetryDeps {
  readonly clock: Clock;
  readonly session: Lifetime;
  readonly connected: ReadonlySignal<boolean>;
}

/**
 * Repeats `act` until the engine has answered, for at most a minute of connection. Each try waits until the session is
 * connected.
 *
 * @param act must be harmless when it is done twice
 */
export async function retry<T>({ clock, session, connected }: RetryDeps, act: () => Promise<T>): Promise<T> {
  let spent = 0;
  for (let tries = 0; ; tries++) {
    await untilTrue(session, connected);
    const began = clock.now();
    try {
      return await act();
    } catch (error) {
      session.signal.throwIfAborted();
      if (!(error instanceof UTDStreamError) || !temporary.has(error.code)) throw error;
      const usual = relinkDelays[tries] ?? relinkDelays.at(-1)!;
      const wait = error.retryAfter === undefined ? usual : error.retryAfter * 1000;
      spent += clock.now() - began + wait;
      if (spent > times.reconnectWindow) throw error;
      await pause(clock, session, wait);
    }
  }
}
