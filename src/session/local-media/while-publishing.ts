import type { Controls, Page } from '../../platform/page/page.ts';
import type { OnAirOptions } from '../../model/options.ts';
import type { View } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import type { Scope } from '../core/session-scope.ts';
import { Turn } from '../core/latest.ts';

interface World {
  readonly page: Page;
  /** I sit on a seat, stand on a stage, am in a call. Reads signals. */
  onAir(): boolean;
  options(): OnAirOptions;
  controls(): Controls & { readonly microphone: View<boolean> };
}

/** While others may hear me: the screen stays awake, and the system's own buttons mute and hang up. */
export class OnAir {
  readonly #scope: Scope;
  readonly #world: World;
  readonly #turn: Turn;

  constructor(scope: Scope, world: World) {
    this.#scope = scope;
    this.#turn = new Turn(scope);
    this.#world = world;
  }

  /** Follows where I am for as long as the session. */
  follow(): void {
    this.#scope.session.until(watch(() => this.#react(this.#world.onAir())));
  }

  #react(on: boolean): void {
    if (on === this.#turn.on) return;
    if (!on) return this.#turn.end();
    const { page, options, controls } = this.#world;
    const { wakeLock = true, mediaSession = true } = options();
    const attempt = this.#turn.begin();
    const { signal } = attempt;
    if (wakeLock) page.keepAwake(signal);
    if (!mediaSession) return;
    const { microphone, ...does } = controls();
    const shows = page.controls(does, signal);
    attempt.until(watch(() => shows(microphone.get())));
  }
}
