import { createComponent, type EventName, type ReactWebComponent } from '@lit/react';
import * as React from 'react';
import { register } from '../define/register.ts';

/** Prop of a listener → DOM event. */
type EventProps = Readonly<Record<string, keyof HTMLVideoElementEventMap>>;

type Typed<E extends EventProps> = { [K in keyof E]: EventName<HTMLVideoElementEventMap[E[K]]> };

/** `React`, whose elements wait for its hydration. @lit/react removes the attribute in a layout effect. */
const deferring = {
  ...React,
  createElement: (tag: string, props: object) =>
    React.createElement(tag, { 'defer-hydration': '', ...props }),
} as unknown as typeof React;

/** The component of an element, which is registered with it. */
export function component<I extends HTMLElement, const E extends EventProps>(
  tagName: string,
  elementClass: new () => I,
  events: E,
): ReactWebComponent<I, Typed<E>> {
  register({ [tagName]: elementClass });
  const typed = events as unknown as Typed<E>; // the type of an event is known to the compiler alone
  return createComponent({ react: deferring, tagName, elementClass, events: typed });
}
