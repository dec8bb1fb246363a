/**
 * The only import of the signals. @lit-labs/signals is built on the same package, so that an app's own `SignalWatcher`
 * or `watch()` follows the signals of this library. A headless app loads no lit-html.
 */
import { Signal } from 'signal-polyfill';

export { Signal };

/** State that can be read and watched, but not written. */
export interface ReadonlySignal<T> {
  get(): T;
}

/** A signal that derives from other signals. Equal values are no change; `equals` is `Object.is` by default. */
export const computed = <T>(read: () => T, equals?: (a: T, b: T) => boolean): ReadonlySignal<T> =>
  new Signal.Computed(read, equals && { equals });
