/**
 * The elements in the templates of Vue. A listener has the name of its event: `@utd-seat-update`.
 */
import type { HTMLAttributes, ReservedProps } from 'vue';
import type { Elements } from './elements.ts';
import type { ElementOf, Listener, Tag, With } from './markup.ts';

type Camel<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S;

/** Vue camelizes the names of attributes: `seat-count` is `seatCount`, with the value of either. */
type Attributes<T extends Tag> = {
  [A in keyof Elements[T]['attributes'] & string as Camel<A>]?: Elements[T]['attributes'][A];
};

type Listeners<T extends Tag> = {
  [E in Elements[T]['events'] as `on${Capitalize<Camel<E>>}`]?: Listener<T, E>;
};

type Own<T extends Tag> = With<Elements[T]['properties'], Attributes<T>> & Listeners<T>;

interface Common extends HTMLAttributes, ReservedProps {
  slot?: string | undefined;
  [data: `data${Capitalize<string>}`]: unknown;
}

type Components = { [T in Tag]: new () => ElementOf<T> & { $props: With<Common, Own<T>> } };

declare module 'vue' {
  interface GlobalComponents extends Components {}
}
