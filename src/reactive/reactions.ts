import { equal } from './equal.ts';
import { Signal } from './signal.ts';

/**
 * Values that derive from signals, and the callbacks for their changes. `run` brings every derived value up to date and
 * calls the callbacks of the changed values, in the order in which they were added. No callback runs outside of `run`.
 */
export class Reactions {
  readonly #all: (() => void)[] = [];
  #stale = false;
  readonly #watcher = new Signal.subtle.Watcher(() => {
    this.#stale = true;
  });

  /**
   * @param read computes the value from signals; equal values (by `equal`) are no change
   * @param react called with each new value, but not with the present value; may write signals
   */
  add<T>(read: () => T, react: (value: T) => void): void {
    const derived = new Signal.Computed(read, { equals: equal });
    const current = () => Signal.subtle.untrack(() => derived.get());
    let last = current();
    this.#watcher.watch(derived);
    this.#all.push(() => {
      const value = current();
      if (value === last) return;
      last = value;
      react(value);
    });
  }

  run(): void {
    while (this.#stale) {
      this.#stale = false;
      this.#watcher.watch(); // a watcher notifies once, until the next call of `watch`
      for (const reaction of this.#all) reaction();
    }
  }
}
