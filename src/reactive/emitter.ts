import { createNanoEvents } from 'nanoevents';
import { domEventName, handlerName, type EventHandler } from './event-names.ts';

type Listener = (...args: never[]) => void;
type AnyListener = (event: string, detail: unknown) => void;

/**
 * The events of a session, delivered one after another: an event that a listener causes is delivered after every
 * listener has had the present one. A listener that throws does not keep the others from theirs.
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

  /** Makes all of `change` before any of its events is delivered, so that no listener sees half of a change. */
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

  /** One object of callbacks, `onSeatUpdate` for `seatUpdate`. A second object replaces the first, `null` removes it. */
  setEventHandler(handler: EventHandler<E> | null): void {
    this.#removeHandler();
    const callbacks = (handler ?? {}) as Record<string, Listener | undefined>;
    this.#removeHandler = this.onAny((event, detail) => {
      // Called on the object, so that a class with methods is a handler too.
      callbacks[handlerName(event)]?.call(handler, detail as never);
    });
  }

  /** Dispatches every event on `target` as a `CustomEvent` that bubbles and leaves shadow roots. */
  forwardTo(target: EventTarget): () => void {
    return this.onAny((event, detail) => {
      target.dispatchEvent(new CustomEvent(domEventName(event), { detail, bubbles: true, composed: true }));
    });
  }

  /** Every event, with its name. */
  onAny(listener: AnyListener): () => void {
    return this.#emitter.on('*', guarded(listener));
  }

  #deliver(event: string, detail: unknown): void {
    this.#emitter.emit(event, detail);
    this.#emitter.emit('*', event, detail);
  }
}

/** A listener's error is reported as the DOM does, and the next listener is called. */
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
