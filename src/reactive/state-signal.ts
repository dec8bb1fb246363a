import type { At } from '../protocol/room-state.ts';
import { equal } from './equal.ts';
import { Signal, type ReadonlySignal } from './signal.ts';

/** The version of state that the engine has not sent yet. */
export const neverChanged: At = { epoch: -1, rev: -1 };

/** Whether version `a` is later than version `b`. */
export const isNewer = (a: At, b: At): boolean => (a.epoch === b.epoch ? a.rev > b.rev : a.epoch > b.epoch);

/** A writable piece of state. Equal values are no change. The end of a session resets the state. */
export class StateSignal<T> implements ReadonlySignal<T> {
  readonly #state: Signal.State<T>;
  readonly #initial: T;
  readonly #changed: (value: T) => void;
  #at = neverChanged;

  /** @param changed called with the new value after each change, in the call that made the change */
  constructor(initial: T, changed: (value: T) => void = () => {}) {
    this.#initial = initial;
    this.#changed = changed;
    this.#state = new Signal.State(initial, { equals: equal });
  }

  /** The same state, for reading and watching only. */
  readonly readonly: ReadonlySignal<T> = { get: () => this.#state.get() };

  get(): T {
    return this.#state.get();
  }

  /** The present value. Reading it is not tracked; writing it takes effect at once, whatever the version. */
  get value(): T {
    return Signal.subtle.untrack(() => this.#state.get());
  }

  set value(value: T) {
    const before = this.value;
    this.#state.set(value);
    if (this.value !== before) this.#changed(value);
  }

  /**
   * Takes a value of the engine. A value that is not newer than the last such value is dropped, because answers and
   * pushes overtake each other.
   */
  offer(value: T, at: At): void {
    if (!isNewer(at, this.#at)) return;
    this.#at = { epoch: at.epoch, rev: at.rev };
    this.value = value;
  }

  /** Restores the initial value, which has no version. */
  reset(): void {
    this.#at = neverChanged;
    this.value = this.#initial;
  }
}
