import { ContextEvent, ContextRoot, type Context } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

type ContextConsumer = ReactiveControllerHost & HTMLElement & { readonly for?: string };

const rooted = Symbol.for('utd-context-root');

/** Attaches one context root to the page, across copies of this package: a provider that is upgraded late is still found. */
function ensureRoot(document: Document & { [rooted]?: true }): void {
  if (document[rooted]) return;
  document[rooted] = true;
  new ContextRoot().attach(document.documentElement);
}

/** The value of the nearest provider of a context, or of the provider with the id in the element's `for`. */
export class ContextSource<V> implements ReactiveController {
  readonly #element: ContextConsumer;
  readonly #context: Context<unknown, V | undefined>;
  readonly #changed: (value: V | undefined) => void;
  /**
   * Requests in the place of an element with `for`: a provider around the element itself would take its subscription
   * over.
   */
  #standIn: Element | undefined;
  #unsubscribe: (() => void) | undefined;
  /** Grows with each request, so that answers to earlier requests are dropped. */
  #request = 0;
  value: V | undefined;

  /** @param changed called with each new value */
  constructor(
    element: ContextConsumer,
    context: Context<unknown, V | undefined>,
    changed: (value: V | undefined) => void,
  ) {
    this.#element = element;
    this.#context = context;
    this.#changed = changed;
    element.addController(this);
  }

  hostConnected(): void {
    ensureRoot(this.#element.ownerDocument);
    this.request();
  }

  hostDisconnected(): void {
    this.#listenForProviders(false);
    this.#drop();
  }

  /** Requests the value anew: the element was moved, or its `for` changed. */
  request(): void {
    this.#drop();
    this.#listenForProviders(!!this.#element.for);
    const request = ++this.#request;
    let answered = false;
    const target = this.#target();
    const requester = target === this.#element ? target : (this.#standIn ??= document.createElement('i'));
    const receive = (value: V | undefined, unsubscribe?: () => void) => {
      if (request !== this.#request) return unsubscribe?.();
      answered = true;
      this.#unsubscribe = unsubscribe;
      this.#set(value);
    };
    target?.dispatchEvent(new ContextEvent(this.#context, requester, receive, true));
    // An element that was moved away from its provider loses the value.
    if (!answered) this.#set(undefined);
  }

  /** Context roots ignore `for`, so a named provider that is inserted or upgraded later is noticed here. */
  #listenForProviders(on: boolean): void {
    const { ownerDocument } = this.#element;
    const change = on ? 'addEventListener' : 'removeEventListener';
    ownerDocument[change]('context-provider', this.#providerAppeared, true);
  }

  readonly #providerAppeared = (event: Event): void => {
    if (event.composedPath()[0] === this.#target()) this.request();
  };

  #target(): Element | null {
    const { for: id } = this.#element;
    if (!id) return this.#element;
    const root = this.#element.getRootNode() as Document | ShadowRoot;
    return root.getElementById?.(id) ?? this.#element.ownerDocument.getElementById(id);
  }

  #drop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#request++;
  }

  #set(value: V | undefined): void {
    if (value === this.value) return;
    this.value = value;
    this.#changed(value);
  }
}
