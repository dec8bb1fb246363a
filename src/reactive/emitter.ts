import { createNanoEvents } from 'nanoevents';
import { domEventName, handlerName, type EventHandler } from './event-names.ts';

type Listener = (...args: never[]) => void;
type Told = (event: string, detail: unknown) => void;

/**
 * Where events leave a session, one after another: what a listener sets off is told after
 * everyone has heard what set it off. A listener that throws harms nobody else.
 */
export class Emitter<E extends object> {
  readonly #emitter = createNanoEvents<Record<string, (...args: unknown[]) => void>>();
  readonly #queue: [event: string, detail: unknown][] = [];
  #telling = false;
  #removeHandler = () => {};

  emit<K extends keyof E & string>(event: K, detail: E[K]): void {
    this.#queue.push([event, detail]);
    this.batch(() => {});
  }

  /** Does all of `change` before telling any of it, so nobody ever sees half. */
  batch<T>(change: () => T): T {
    const nested = this.#telling;
    this.#telling = true;
    try {
      return change();
    } finally {
      while (!nested && this.#queue.length) this.#tell(...this.#queue.shift()!);
      this.#telling = nested;
    }
  }

  on<K extends keyof E & string>(event: K, listener: (detail: E[K]) => void): () => void {
    return this.#emitter.on(event, guarded(listener));
  }

  /** The imperative style: one object of callbacks. A second one replaces the first, `null` removes it. */
  setEventHandler(handler: EventHandler<E> | null): void {
    this.#removeHandler();
    const callbacks = (handler ?? {}) as Record<string, Listener | undefined>;
    this.#removeHandler = this.onAny((event, detail) => {
      // Called on the object, so that a class with methods is a handler too.
      callbacks[handlerName(event)]?.call(handler, detail as never);
    });
  }

  /** The DOM style: every event, dispatched on `target` as a `CustomEvent` that bubbles out of shadow roots. */
  forwardTo(target: EventTarget): () => void {
    return this.onAny((event, detail) => {
      target.dispatchEvent(new CustomEvent(domEventName(event), { detail, bubbles: true, composed: true }));
    });
  }

  /** Every event, by name. */
  onAny(listener: Told): () => void {
    return this.#emitter.on('*', guarded(listener));
  }

  #tell(event: string, detail: unknown): void {
    this.#emitter.emit(event, detail);
    this.#emitter.emit('*', event, detail);
  }
}

/** A listener that throws is reported as the DOM does, and the next one is called. */
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
