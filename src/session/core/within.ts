import type { Clock } from '../../platform/page/clock.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';

/** Waits for `promise` for as long as `attempt` lasts, and at most `ms`; then it throws what `late` gives. */
export async function within<T>(
  clock: Clock,
  attempt: Lifetime,
  ms: number,
  promise: Promise<T>,
  late: () => Error,
): Promise<T> {
  const waiting = attempt.child();
  const timeout = new Promise<never>((_, reject) => clock.after(ms, () => reject(late()), waiting.signal));
  try {
    return await waiting.waitFor(Promise.race([promise, timeout]));
  } finally {
    void waiting.end(new UTDStreamError('cancelled', 'wait any longer'));
  }
}
