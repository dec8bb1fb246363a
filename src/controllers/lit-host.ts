import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../platform/page/clock.ts';

/** The element that a controller is attached to; `null` in plain JavaScript and in Node. */
export type LitHost = ReactiveControllerHost | null;

/**
 * A controller that is told when its Lit host has left the page. The hooks only set a flag: a Lit host that is
 * connected already calls `hostConnected` from `addController`, before the fields of a subclass exist.
 */
export abstract class LitHosted implements ReactiveController {
  readonly #clock: Clock;
  #present = false;
  #gone = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  hostConnected(): void {
    this.#present = true;
    if (!this.#gone) return;
    this.#gone = false;
    this.hostBack();
  }

  hostDisconnected(): void {
    this.#present = false;
    // A task, because a microtask is too short: scripts that swap pages remove an element and insert it again.
    this.#clock.after(0, () => {
      if (this.#present) return;
      this.#gone = true;
      this.hostGone();
    });
  }

  /** The Lit host has left the page, and was not inserted again within a task. */
  protected abstract hostGone(): void;

  /** The Lit host is in the page again, after `hostGone`. */
  protected hostBack(): void {}
}
