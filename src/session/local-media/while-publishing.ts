import type { OnAirOptions } from '../../model/options.ts';
import type { MediaSessionControls } from '../../platform/page/media-session.ts';
import type { Page } from '../../platform/page/page.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import { Latest } from '../core/latest.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';

interface WhilePublishingDeps {
  readonly page: Page;
  options(): OnAirOptions;
  controls(): MediaSessionControls & { readonly microphone: ReadonlySignal<boolean> };
}

/** While others can hear the local participant: the screen stays awake, and the system's own buttons mute and hang up. */
export class WhilePublishing implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: WhilePublishingDeps;
  readonly #latest: Latest;

  constructor(scope: SessionScope, deps: WhilePublishingDeps) {
    this.#scope = scope;
    this.#latest = new Latest(scope);
    this.#deps = deps;
  }

  sessionStarts(): void {
    this.#scope.session.onEnd(watch(() => this.#react(this.#scope.policy.onAir())));
  }

  #react(onAir: boolean): void {
    if (onAir === this.#latest.on) return;
    if (!onAir) return this.#latest.end();
    const { page, options, controls } = this.#deps;
    const { wakeLock = true, mediaSession = true } = options();
    const lifetime = this.#latest.begin();
    const { signal } = lifetime;
    if (wakeLock) page.keepAwake(signal);
    if (!mediaSession) return;
    const { microphone, ...actions } = controls();
    const showMicrophone = page.controls(actions, signal);
    lifetime.onEnd(watch(() => showMicrophone(microphone.get())));
  }
}
