import { AsyncDirective } from 'lit/async-directive.js';
import { directive } from 'lit/directive.js';
import { Signal, type ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';

class WatchSignal extends AsyncDirective {
  #signal: ReadonlySignal<unknown> | undefined;
  #stop = () => {};

  render(signal: ReadonlySignal<unknown>): unknown {
    return Signal.subtle.untrack(() => signal.get());
  }

  override update(_part: unknown, [signal]: [ReadonlySignal<unknown>]): unknown {
    if (signal !== this.#signal) {
      this.#stop();
      this.#signal = signal;
      if (this.isConnected) this.#start(signal);
    }
    return this.render(signal);
  }

  protected override disconnected(): void {
    this.#stop();
  }

  protected override reconnected(): void {
    if (this.#signal) this.#start(this.#signal);
  }

  #start(signal: ReadonlySignal<unknown>): void {
    this.#stop = watch(() => this.setValue(signal.get()));
  }
}

/**
 * Renders the value of a signal, and follows it while the template is in the page: `?hidden=${watchSignal(hidden)}`.
 *
 * The directive `watch` of @lit-labs/signals never stops watching; see docs/decisions/0305-our-own-watch-directive.md.
 */
export const watchSignal = directive(WatchSignal);
