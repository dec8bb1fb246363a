import { asUTDError } from '../../errors/errors.ts';
import type { Page } from '../../platform/page/page.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import { Latest } from '../core/latest.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { LocalSource } from './local-source.ts';

/** Milliseconds after the person's return in which the system may give a device back by itself. */
const grace = 500;

/** Whether the system has taken a published device for itself, as a phone does for a call: others receive silence. */
export class Interruption implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #page: Page;
  readonly #sources: readonly LocalSource[];
  readonly #on;
  readonly #watching: Latest;

  constructor(scope: SessionScope, page: Page, sources: readonly LocalSource[]) {
    this.#scope = scope;
    this.#watching = new Latest(scope);
    this.#page = page;
    this.#sources = sources;
    this.#on = scope.eventSignal('interruptedChanged', false);
    this.readonly = this.#on.readonly;
  }

  readonly readonly: ReadonlySignal<boolean>;

  sessionStarts(): void {
    const { clock, session } = this.#scope;
    session.onEnd(watch(() => this.#watch(this.#sources.map(({ track }) => track.get()))));
    this.#page.onReturn(() => clock.after(grace, () => this.#reopen(), session.signal), session.signal);
  }

  #watch(tracks: readonly (MediaStreamTrack | undefined)[]): void {
    const { signal } = this.#watching.begin();
    for (const track of tracks)
      for (const event of ['mute', 'unmute']) track?.addEventListener(event, this.#update, { signal });
    // An effect of `watch` may not write signals.
    queueMicrotask(this.#update);
  }

  readonly #update = (): void => {
    if (!this.#scope.session.ended) this.#on.value = this.#sources.some(isInterrupted);
  };

  /** Opens anew every device that the system has not given back. */
  #reopen(): void {
    for (const source of this.#sources.filter(isInterrupted))
      source
        .change(() => {})
        .catch((error: unknown) =>
          this.#scope.fail(asUTDError(error, 'media_device', source.kind.attempted)),
        );
  }
}

const isInterrupted = ({ track }: LocalSource): boolean => !!track.get()?.muted;
