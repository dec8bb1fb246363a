/**
 * The elements in the JSX of Preact. A listener has the name of its event: `onutd-seat-update`.
 */
import type { ClassAttributes, HTMLAttributes } from 'preact';
import type { ElementOf, Listeners, Tag, Values, With } from './markup.ts';

type Common<T extends Tag> = HTMLAttributes<ElementOf<T>> & ClassAttributes<ElementOf<T>>;

type Intrinsic = { [T in Tag]: With<Common<T>, Values<T> & Listeners<T, 'on'>> };

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Intrinsic {}
  }
}
