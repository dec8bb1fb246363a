/**
 * The one door to the signals. The polyfill is the very package below @lit-labs/signals, so an
 * app's own `SignalWatcher` or `watch()` follows ours, and a headless app loads no lit-html.
 */
import { Signal } from 'signal-polyfill';

export { Signal };

/** State as the world gets it: it can be read and watched, never written. */
export interface ReadonlySignal<T> {
  get(): T;
}

/** A signal that follows others. Equal values (by `equals`, `Object.is` unless told) are no change. */
export const computed = <T>(read: () => T, equals?: (a: T, b: T) => boolean): ReadonlySignal<T> =>
  new Signal.Computed(read, equals && { equals });
