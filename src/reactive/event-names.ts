type Name<E> = keyof E & string;

type Kebab<S extends string> = S extends `${infer Head}${infer Tail}`
  ? Tail extends Uncapitalize<Tail>
    ? `${Lowercase<Head>}${Kebab<Tail>}`
    : `${Lowercase<Head>}-${Kebab<Tail>}`
  : S;

/** The events as callbacks of an object: `seatUpdate` → `onSeatUpdate`. Every callback is optional. */
export type EventHandler<E> = {
  [K in Name<E> as `on${Capitalize<K>}`]?: (detail: E[K]) => void;
};

/** The events as DOM events: `seatUpdate` → `utd-seat-update`. */
export type DomEvents<E> = {
  [K in Name<E> as `utd-${Kebab<K>}`]: CustomEvent<E[K]>;
};

export const handlerName = (event: string) => `on${event.charAt(0).toUpperCase()}${event.slice(1)}`;

export const domEventName = (event: string) =>
  `utd-${event.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
