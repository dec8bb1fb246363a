/**
 * The elements in the JSX of React 19. A listener has the name of its event: `onutd-seat-update`.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ElementOf, Listeners, Tag, Values, With } from './markup.ts';

type Common<T extends Tag> = DetailedHTMLProps<HTMLAttributes<ElementOf<T>>, ElementOf<T>> & {
  class?: string | undefined;
};

type Intrinsic = { [T in Tag]: With<Common<T>, Values<T> & Listeners<T, 'on'>> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Intrinsic {}
  }
}
