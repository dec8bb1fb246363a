import type { Clock } from './clock.ts';

/** A timer that rings once, at the earliest of the times that were set. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #at = Infinity;
  #disarm = () => {};

  /** @param ring sets the next time */
  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Sets a time. @param at milliseconds since 1970 */
  by(at: number): void {
    if (at >= this.#at) return;
    this.#disarm();
    this.#at = at;
    this.#disarm = this.#clock.after(Math.max(0, at - this.#clock.now()), () => {
      this.#at = Infinity;
      this.#ring();
    });
  }

  /** Ends the alarm for good: times that are set later count for nothing. */
  off(): void {
    this.#disarm();
    this.#at = -Infinity;
  }
}
