/**
 * The elements in the markup of Svelte. A listener is `onutd-seat-update`, or `on:utd-seat-update` before Svelte 5.
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { ElementOf, Listeners, Tag, Values, With } from './markup.ts';

type Own<T extends Tag> = Values<T> & Listeners<T, 'on'> & Listeners<T, 'on:'>;

type Intrinsic = { [T in Tag]: With<HTMLAttributes<ElementOf<T>>, Own<T>> };

declare global {
  namespace svelteHTML {
    interface IntrinsicElements extends Intrinsic {}
  }
}
