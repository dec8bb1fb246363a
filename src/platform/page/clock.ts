/** Time behind an interface, so that a test drives a clock of its own and never sleeps. */
export interface Clock {
  /** Milliseconds on a monotonic clock, which a change of the wall clock leaves alone. */
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
