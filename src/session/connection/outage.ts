import type { Clock } from '../../platform/page/clock.ts';
import { times } from '../../protocol/constants.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';

/** One loss of the connection, and the time there is for coming back from it. */
export class Outage {
  readonly #clock: Clock;
  readonly #lifetime: Lifetime;
  readonly #over: () => void;
  readonly #begun: number;
  #until: number;
  #slept = false;
  #wake = () => {};

  /**
   * @param lifetime ends with the outage
   * @param over the window has passed
   */
  constructor(clock: Clock, lifetime: Lifetime, over: () => void) {
    this.#clock = clock;
    this.#lifetime = lifetime;
    this.#over = over;
    this.#begun = clock.now();
    this.#until = this.#begun + times.reconnectWindow;
    this.#watch();
  }

  get ended(): boolean {
    return this.#lifetime.ended;
  }

  /** So long that more than the room may have changed. */
  get isLong(): boolean {
    return this.#clock.now() - this.#begun > times.lightResync;
  }

  /**
   * Milliseconds of the window to go. The engine may have kept everything for who slept through its
   * end (a closed lid, a frozen tab), so that there is some left once more.
   */
  left(): number {
    const now = this.#clock.now();
    if (!this.#slept && now - this.#until > times.asleep) {
      this.#slept = true;
      this.#until = now + times.afterSleep;
    }
    return this.#until - now;
  }

  /** Resolves after `ms`, or when the wait is hastened. */
  async wait(ms: number): Promise<void> {
    await new Promise<void>((wake) => {
      this.#wake = wake;
      this.#clock.after(ms, wake, this.#lifetime.signal);
    });
  }

  /** Ends the wait that is on, if any. */
  hasten(): void {
    this.#wake();
  }

  #watch(): void {
    const end = () => (this.left() > 0 ? this.#watch() : this.#over());
    this.#clock.after(this.left(), end, this.#lifetime.signal);
  }
}
