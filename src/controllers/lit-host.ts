import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../platform/page/clock.ts';

/** What a host may expect of a controller, and the reverse. `null` in plain JavaScript and in Node. */
export type LitHost = ReactiveControllerHost | null;

/**
 * The rules of living on a host. The hooks only set a flag: a host that is connected already calls
 * `hostConnected` from `addController`, before the fields of a subclass exist.
 */
export abstract class LitHosted implements ReactiveController {
  readonly #clock: Clock;
  #present = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  hostConnected(): void {
    this.#present = true;
  }

  hostDisconnected(): void {
    this.#present = false;
    // One task: a microtask is too short for page swaps, which take an element out and put it back.
    this.#clock.after(0, () => {
      if (!this.#present) this.hostGone();
    });
  }

  /** The host is gone and did not come back. */
  protected abstract hostGone(): void;
}
