/** The clock of the engine; tests have a clock of their own. */
export interface Clock {
  /** Milliseconds since 1970: deadlines outlive the process. */
  now(): number;
  /** Calls `fn` once after `ms`. @returns a function that cancels the call */
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
