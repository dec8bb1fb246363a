type Kebab<S extends string> = S extends `${infer Head}${infer Tail}`
  ? Tail extends Uncapitalize<Tail>
    ? `${Lowercase<Head>}${Kebab<Tail>}`
    : `${Lowercase<Head>}-${Kebab<Tail>}`
  : S;

/** The events as DOM events: `seatUpdate` → `utd-seat-update`. */
export type DomEvents<E> = {
  [K in keyof E & string as `utd-${Kebab<K>}`]: CustomEvent<E[K]>;
};

export const domEventName = (event: string) =>
  `utd-${event.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Dispatches an event as a `CustomEvent` that bubbles and leaves shadow roots. */
export function dispatchDomEvent(target: EventTarget, event: string, detail: unknown): void {
  target.dispatchEvent(new CustomEvent(domEventName(event), { detail, bubbles: true, composed: true }));
}
