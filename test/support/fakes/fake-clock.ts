import type { Clock } from '../../../src/platform/page/clock.ts';

/** Time that passes when the test says so. */
export class FakeClock implements Clock {
  #now = 0;
  #timers: { at: number; fn: () => void; signal: AbortSignal | undefined }[] = [];

  now = () => this.#now;

  after(ms: number, fn: () => void, signal?: AbortSignal): void {
    this.#timers.push({ at: this.#now + ms, fn, signal });
  }

  /** Lets `ms` pass, and whatever was due in it happen, in order. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (;;) {
      this.#timers = this.#timers.filter(({ signal }) => !signal?.aborted);
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.splice(this.#timers.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.at);
      next.fn();
      await settled();
    }
    this.#now = end;
  }

  /** Time goes by in which nothing runs, as when a lid is closed. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  /** How many timers wait and were not called off. */
  get waiting(): number {
    return this.due().length;
  }

  /** What they will do, as source text, and in how many milliseconds; in the order in which it will happen. */
  due(): readonly (readonly [ms: number, does: string])[] {
    const left = this.#timers.filter(({ signal }) => !signal?.aborted).sort((a, b) => a.at - b.at);
    return left.map(({ at, fn }) => [at - this.#now, String(fn)]);
  }
}

/** All promises that can settle without time passing have settled. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
