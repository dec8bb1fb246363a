import type { Controls, Page } from '../../platform/page/page.ts';
import type { OnAirOptions } from '../../model/options.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { Latest } from '../core/latest.ts';

interface WhilePublishingDeps {
  readonly page: Page;
  /** I sit on a seat, stand on a stage, am in a call. Reads signals. */
  onAir(): boolean;
  options(): OnAirOptions;
  controls(): Controls & { readonly microphone: ReadonlySignal<boolean> };
}

/** While others may hear me: the screen stays awake, and the system's own buttons mute and hang up. */
export class WhilePublishing {
  readonly #scope: SessionScope;
  readonly #world: WhilePublishingDeps;
  readonly #turn: Latest;

  constructor(scope: SessionScope, world: WhilePublishingDeps) {
    this.#scope = scope;
    this.#turn = new Latest(scope);
    this.#world = world;
  }

  /** Follows where I am for as long as the session. */
  follow(): void {
    this.#scope.session.onEnd(watch(() => this.#react(this.#world.onAir())));
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
    attempt.onEnd(watch(() => shows(microphone.get())));
  }
}
