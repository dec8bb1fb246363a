import type { Controls, Page } from '../edge/page.ts';
import { UTDStreamError } from '../errors.ts';
import type { OnAirOptions } from '../options.ts';
import { Attempt } from '../reactive/attempt.ts';
import type { View } from '../reactive/signal.ts';
import { watch } from '../reactive/watch.ts';
import type { Scope } from './scope.ts';

interface World {
  readonly page: Page;
  /** I sit on a seat, stand on a stage, am in a call. Reads signals. */
  onAir(): boolean;
  options(): OnAirOptions;
  controls(): Controls & { readonly microphone: View<boolean> };
}

const over = new UTDStreamError('cancelled', 'stay on air');

/** While others may hear me: the screen stays awake, and the system's own buttons mute and hang up. */
export class OnAir {
  readonly #scope: Scope;
  readonly #world: World;
  #attempt = Attempt.over(over);

  constructor(scope: Scope, world: World) {
    this.#scope = scope;
    this.#world = world;
  }

  /** Follows where I am for as long as the session. */
  follow(): void {
    this.#scope.session.until(watch(() => this.#react(this.#world.onAir())));
  }

  #react(on: boolean): void {
    if (on !== this.#attempt.ended) return;
    if (!on) return void this.#attempt.end(over);
    const { page, options, controls } = this.#world;
    const { wakeLock = true, mediaSession = true } = options();
    const { signal } = (this.#attempt = this.#scope.session.inner());
    if (wakeLock) page.keepAwake(signal);
    if (!mediaSession) return;
    const { microphone, ...does } = controls();
    const shows = page.controls(does, signal);
    this.#attempt.until(watch(() => shows(microphone.get())));
  }
}
