import type { Clock } from '../../../engine/core/clock.ts';
import { settled } from '../fakes/fake-clock.ts';

/** Wall time that passes when the test says so. */
export class OwnedClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  readonly #timers = new Set<{ at: number; fn: () => void }>();

  now = () => this.#now;

  after(ms: number, fn: () => void): () => void {
    const timer = { at: this.#now + ms, fn };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** The same, of a machine that slept meanwhile: what was due is done at the end, and once. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    await this.pass(0);
  }

  /** @param done resolves when the work of a timer is over */
  async pass(ms: number, done: () => Promise<void> = settled): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.fn();
      await done();
    }
    this.#now = end;
  }
}
