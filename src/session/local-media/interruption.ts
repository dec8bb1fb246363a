import type { Page } from '../../platform/page/page.ts';
import { asUTDError } from '../../errors/errors.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { LocalSource } from './local-source.ts';
import { Latest } from '../core/latest.ts';

/** Milliseconds that the system has to give back by itself what it took, once the person is back. */
const patience = 500;

/** The system has taken a device for itself, as a phone does for a call: the others get silence, or no picture. */
export class Interruption {
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
    this.view = this.#on.readonly;
  }

  readonly view: ReadonlySignal<boolean>;

  /** Follows what I send for as long as the session. */
  follow(): void {
    const { clock, session } = this.#scope;
    session.onEnd(watch(() => this.#watch(this.#sources.map(({ track }) => track.get()))));
    this.#page.onReturn(() => clock.after(patience, () => this.#mend(), session.signal), session.signal);
  }

  #watch(tracks: readonly (MediaStreamTrack | undefined)[]): void {
    const { signal } = this.#watching.begin();
    for (const track of tracks)
      for (const event of ['mute', 'unmute']) track?.addEventListener(event, this.#look, { signal });
    // What follows signals may not write any, so this comes a moment later.
    queueMicrotask(this.#look);
  }

  #look = (): void => {
    if (!this.#scope.session.ended) this.#on.value = this.#sources.some(interrupted);
  };

  /** What the system has not given back is opened anew. */
  #mend(): void {
    for (const source of this.#sources.filter(interrupted))
      source
        .change(() => {})
        .catch((error: unknown) =>
          this.#scope.fail(asUTDError(error, 'media_device', source.kind.attempted)),
        );
  }
}

const interrupted = ({ track }: LocalSource): boolean => !!track.get()?.muted;
