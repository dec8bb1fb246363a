import { Emitter } from './emitter.ts';
import { equal } from './equal.ts';
import { Reactions } from './reactions.ts';
import { computed, type ReadonlySignal } from './signal.ts';
import { StateSignal } from './state-signal.ts';

/**
 * The state of a session and its events. A change runs in a batch: derived state follows it, and then its events are
 * delivered.
 */
export class StateScope<E extends object> {
  readonly #reactions = new Reactions();
  readonly emitter = new Emitter<E>(() => this.#reactions.run());
  readonly #signals: { reset(): void }[] = [];

  /** State that `event` announces. The end of the session restores `initial`. */
  eventSignal<K extends keyof E & string>(event: K, initial: E[K]): StateSignal<E[K]> {
    return this.#resettable(this.lastingSignal(event, initial));
  }

  /** State without an event. The end of the session restores `initial`. */
  signal<T>(initial: T): StateSignal<T> {
    return this.#resettable(this.quietSignal(initial));
  }

  /** State that `event` announces, and that outlives the session. */
  lastingSignal<K extends keyof E & string>(event: K, initial: E[K]): StateSignal<E[K]> {
    return new StateSignal(initial, (value) => this.emit(event, value));
  }

  /** State without an event that outlives the session, or that is dropped as a whole. */
  quietSignal<T>(initial: T): StateSignal<T> {
    // A batch without an event brings derived state up to date.
    return new StateSignal(initial, () => this.batch(() => {}));
  }

  /** State that follows from other state, and that `event` announces. */
  derivedSignal<K extends keyof E & string>(event: K, read: () => E[K]): ReadonlySignal<E[K]> {
    const derived = computed(read, equal);
    this.effect(
      () => derived.get(),
      (value) => this.emit(event, value),
    );
    return derived;
  }

  /**
   * Calls `react` with each new value of `read`, after the change that caused it and before its events are delivered.
   * Signals may be written in `react`.
   */
  effect<T>(read: () => T, react: (value: T) => void): void {
    this.#reactions.add(read, react);
  }

  /** Emits an event that announces no state. */
  emit<K extends keyof E & string>(event: K, detail: E[K]): void {
    this.emitter.emit(event, detail);
  }

  /** Makes all of `change` before any of its events is delivered. */
  batch<T>(change: () => T): T {
    return this.emitter.batch(change);
  }

  /** Returns all state of the session to its initial values, and brings derived state up to date. */
  reset(): void {
    this.batch(() => {
      for (const signal of this.#signals) signal.reset();
      this.#reactions.run();
    });
  }

  #resettable<T extends { reset(): void }>(signal: T): T {
    this.#signals.push(signal);
    return signal;
  }
}
