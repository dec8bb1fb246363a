import { equal } from './equal.ts';
import { Signal } from './signal.ts';

/**
 * Values that derive from signals, and the code that reacts to each of them. Nothing runs by itself: `run` brings
 * every derived value up to date and reacts to those that changed, in the order in which they were added.
 */
export class Reactions {
  readonly #all: (() => void)[] = [];
  #stale = false;
  readonly #watcher = new Signal.subtle.Watcher(() => {
    this.#stale = true;
  });

  /**
   * @param read gives the derived value. Values that `equal` takes for the same are no change.
   * @param react gets each new value; the value at the time of the call is not reacted to. Signals may be written here.
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
      this.#watcher.watch(); // the watcher notifies once, and then has to be armed again
      for (const reaction of this.#all) reaction();
    }
  }
}
