import { createNanoEvents } from 'nanoevents';
import { dispatchDomEvent } from './dom-events.ts';

/** The events as callbacks of an object: `seatUpdate` → `onSeatUpdate`. Every callback is optional. */
export type EventHandler<E> = {
  [K in keyof E & string as `on${Capitalize<K>}`]?: (detail: E[K]) => void;
};

const handlerName = (event: string) => `on${event.charAt(0).toUpperCase()}${event.slice(1)}`;

type Listener = (...args: never[]) => void;
type AnyListener = (event: string, detail: unknown) => void;

/**
 * The events of a session. Events are delivered one after another: an event that a listener causes waits until every
 * listener has received the present event. An error in a listener does not stop the delivery to other listeners.
 */
export class Emitter<E extends object> {
  readonly #emitter = createNanoEvents<Record<string, (...args: unknown[]) => void>>();
  readonly #queue: [event: string, detail: unknown][] = [];
  readonly #settle: () => void;
  #delivering = false;
  #removeHandler = () => {};

  /** @param settle runs after each change and before its events are delivered; may emit events. */
  constructor(settle: () => void = () => {}) {
    this.#settle = settle;
  }

  emit<K extends keyof E & string>(event: K, detail: E[K]): void {
    this.batch(() => void this.#queue.push([event, detail]));
  }

  /** Delivers the events of `change` after the whole change, so that no listener sees an unfinished state. */
  batch<T>(change: () => T): T {
    if (this.#delivering) return change();
    this.#delivering = true;
    try {
      const result = change();
      this.#settle();
      return result;
    } finally {
      while (this.#queue.length) {
        this.#deliver(...this.#queue.shift()!);
        this.#settle();
      }
      this.#delivering = false;
    }
  }

  on<K extends keyof E & string>(event: K, listener: (detail: E[K]) => void): () => void {
    return this.#emitter.on(event, guarded(listener));
  }

  /** Sets an object of callbacks, `onSeatUpdate` for `seatUpdate`. A second object replaces it, `null` removes it. */
  setEventHandler(handler: EventHandler<E> | null): void {
    this.#removeHandler();
    const callbacks = (handler ?? {}) as Record<string, Listener | undefined>;
    this.#removeHandler = this.onAny((event, detail) => {
      // Callbacks are called on the object, so that an instance of a class can be the handler.
      callbacks[handlerName(event)]?.call(handler, detail as never);
    });
  }

  /** Dispatches every event on `target` as a `CustomEvent` that bubbles and leaves shadow roots. */
  forwardTo(target: EventTarget): () => void {
    return this.onAny((event, detail) => dispatchDomEvent(target, event, detail));
  }

  /** Calls `listener` for every event, with the event's name. */
  onAny(listener: AnyListener): () => void {
    return this.#emitter.on('*', guarded(listener));
  }

  #deliver(event: string, detail: unknown): void {
    this.#emitter.emit(event, detail);
    this.#emitter.emit('*', event, detail);
  }
}

/** An error in a listener is reported as an uncaught error, as the DOM does, and the next listener is called. */
const guarded =
  (listener: Listener) =>
  (...args: unknown[]): void => {
    try {
      listener(...(args as never[]));
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  };
