import type { Clock } from './clock.ts';

/** Rings once, at the earliest of the times it was asked for. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #at = Infinity;
  #disarm = () => {};

  /** @param ring asks for the next time itself */
  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** @param at milliseconds since 1970 */
  by(at: number): void {
    if (at >= this.#at) return;
    this.#disarm();
    this.#at = at;
    this.#disarm = this.#clock.after(Math.max(0, at - this.#clock.now()), () => {
      this.#at = Infinity;
      this.#ring();
    });
  }

  /** For good: what is still on its way asks in vain. */
  off(): void {
    this.#disarm();
    this.#at = -Infinity;
  }
}
