import type { Clock } from '../../platform/page/clock.ts';
import { times } from '../../protocol/constants.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';

/** An outage of the connection, and the window of time for a reconnect: 60 s. */
export class Outage {
  readonly #clock: Clock;
  readonly #lifetime: Lifetime;
  readonly #windowPassed: () => void;
  readonly #beganAt: number;
  #windowEnd: number;
  #slept = false;
  #wake = () => {};

  /**
   * @param lifetime ends with the outage
   * @param windowPassed called when the window has passed
   */
  constructor(clock: Clock, lifetime: Lifetime, windowPassed: () => void) {
    this.#clock = clock;
    this.#lifetime = lifetime;
    this.#windowPassed = windowPassed;
    this.#beganAt = clock.now();
    this.#windowEnd = this.#beganAt + times.reconnectWindow;
    this.#watch();
  }

  get ended(): boolean {
    return this.#lifetime.ended;
  }

  /** Longer than 15 s: the devices may have changed unnoticed. */
  get isLong(): boolean {
    return this.#clock.now() - this.#beganAt > times.lightResync;
  }

  /**
   * The remaining milliseconds of the window. A machine or tab that slept through the end of the window gets 15 s more,
   * once: the engine may have kept the session.
   */
  left(): number {
    const now = this.#clock.now();
    if (!this.#slept && now - this.#windowEnd > times.asleep) {
      this.#slept = true;
      this.#windowEnd = now + times.afterSleep;
    }
    return this.#windowEnd - now;
  }

  /** Resolves after `ms`, or at `hasten()`. */
  async wait(ms: number): Promise<void> {
    await new Promise<void>((wake) => {
      this.#wake = wake;
      this.#clock.after(ms, wake, this.#lifetime.signal);
    });
  }

  /** Ends the present wait, if any. */
  hasten(): void {
    this.#wake();
  }

  #watch(): void {
    const end = () => (this.left() > 0 ? this.#watch() : this.#windowPassed());
    this.#clock.after(this.left(), end, this.#lifetime.signal);
  }
}
