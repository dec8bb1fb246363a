/** Time, owned: tests drive another one of these and never sleep. */
export interface Clock {
  /** Milliseconds on a monotonic clock, so that a changed wall clock changes nothing. */
  now(): number;
  /** Calls `fn` once after `ms`, unless `signal` aborts before. */
  after(ms: number, fn: () => void, signal?: AbortSignal): void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, fn, signal) {
    if (signal?.aborted) return;
    const cancel = () => clearTimeout(timer);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancel);
      fn();
    }, ms);
    signal?.addEventListener('abort', cancel, { once: true });
  },
};
