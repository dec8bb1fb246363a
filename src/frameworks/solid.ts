/**
 * The elements in the JSX of Solid. A listener has the name of its event behind `on:`, as in `on:utd-seat-update`.
 */
import type { JSX } from 'solid-js';
import type { ElementOf, Listeners, Tag, Values, With } from './markup.ts';

type Intrinsic = {
  [T in Tag]: With<JSX.HTMLAttributes<ElementOf<T>>, Values<T> & Listeners<T, 'on:'>>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Intrinsic {}
  }
}
