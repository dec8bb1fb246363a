import type { At } from '../protocol/room-state.ts';
import { equal } from './equal.ts';
import { Signal, type ReadonlySignal } from './signal.ts';

/** Before anything was true. */
export const neverChanged: At = { epoch: -1, rev: -1 };

/** Whether `a` is from later than `b`. */
export const isNewer = (a: At, b: At): boolean => (a.epoch === b.epoch ? a.rev > b.rev : a.epoch > b.epoch);

/** One piece of state: written here, watched anywhere, put back when the session ends. Equal values are no change. */
export class StateSignal<T> implements ReadonlySignal<T> {
  readonly #state: Signal.State<T>;
  readonly #initial: T;
  readonly #changed: (value: T) => void;
  #at = neverChanged;

  /** @param changed told after each change, in the same call. */
  constructor(initial: T, changed: (value: T) => void = () => {}) {
    this.#initial = initial;
    this.#changed = changed;
    this.#state = new Signal.State(initial, { equals: equal });
  }

  /** What the world gets: it can be read and watched, never written. */
  readonly readonly: ReadonlySignal<T> = { get: () => this.#state.get() };

  get(): T {
    return this.#state.get();
  }

  get value(): T {
    return Signal.subtle.untrack(() => this.#state.get());
  }

  /** What is known here, at once. */
  set value(value: T) {
    const before = this.value;
    this.#state.set(value);
    if (this.value !== before) this.#changed(value);
  }

  /** What the engine says, from whatever way it came. What is not newer than what is here is dropped. */
  offer(value: T, at: At): void {
    if (!isNewer(at, this.#at)) return;
    this.#at = { epoch: at.epoch, rev: at.rev };
    this.value = value;
  }

  /** As before the join. */
  reset(): void {
    this.#at = neverChanged;
    this.value = this.#initial;
  }
}
