import type { UTDStreamError } from '../errors/errors.ts';
import type { Clock } from '../platform/page/clock.ts';
import type { Emitter, EventHandler } from '../reactive/emitter.ts';
import { watch } from '../reactive/watch.ts';
import { LitHosted, type LitHost } from './lit-host.ts';

/** A controller with events. A Lit host is re-rendered after each event. */
export abstract class EventController<E extends object> extends LitHosted {
  readonly #emitter: Emitter<E>;

  constructor(clock: Clock, emitter: Emitter<E>) {
    super(clock);
    this.#emitter = emitter;
  }

  /** Emits an `error` event for a failure that no promise carries: a command, a connection by markup. */
  abstract fail(error: UTDStreamError): void;

  /**
   * Listens to an event.
   *
   * @returns removes the listener
   */
  on<K extends keyof E & string>(event: K, listener: (detail: E[K]) => void): () => void {
    return this.#emitter.on(event, listener);
  }

  /** Takes an object with `onSeatUpdate` and the like. A second object replaces the first, `null` removes it. */
  setEventHandler(handler: EventHandler<E> | null): void {
    this.#emitter.setEventHandler(handler);
  }

  /**
   * Dispatches every event as a `CustomEvent` on `target`: `utd-seat-update` and the like.
   *
   * @returns stops the dispatch
   */
  forwardTo(target: EventTarget): () => void {
    return this.#emitter.forwardTo(target);
  }

  /**
   * Runs `effect` now, and again a microtask after a signal that the effect has read changes. The effect must not write
   * signals.
   *
   * @returns stops the effect
   */
  watch(effect: () => void): () => void {
    return watch(effect);
  }

  /** Attaches the controller to its host: the last step of a constructor, as a connected host calls `hostConnected` here. */
  protected attach(host: LitHost): void {
    if (!host) return;
    this.#emitter.onAny(() => host.requestUpdate());
    host.addController(this);
  }
}
