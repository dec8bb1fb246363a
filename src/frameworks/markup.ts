import type { Elements } from './elements.ts';

export type Tag = keyof Elements;
export type ElementOf<T extends Tag> = Elements[T]['element'];

/** The listener of an event, as a framework calls it. */
export type Listener<T extends Tag, E extends Elements[T]['events']> =
  ((event: HTMLVideoElementEventMap[E] & { readonly currentTarget: ElementOf<T> }) => void) | undefined;

/** Listeners whose names are the event with a prefix: `on` and `utd-seat-update` make `onutd-seat-update`. */
export type Listeners<T extends Tag, Prefix extends string> = {
  [E in Elements[T]['events'] as `${Prefix}${E}`]?: Listener<T, E>;
};

/** The attributes and properties of an element. */
export type Values<T extends Tag> = Elements[T]['attributes'] & Elements[T]['properties'];

/** The props that a framework gives every element, and those of one tag, which have their own types. */
export type With<Common, Own> = Omit<Common, keyof Own> & Own;
