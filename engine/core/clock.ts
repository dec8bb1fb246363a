/** Time as the engine sees it; tests own another one. */
export interface Clock {
  /** Milliseconds since 1970: deadlines outlive the process. */
  now(): number;
  /** Calls `fn` once after `ms`. What it returns calls that off. */
  after(ms: number, fn: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/** A time in milliseconds since 1970, as ISO 8601. */
export const iso = (ms: number): string => new Date(ms).toISOString();
