import { ContextEvent, ContextRoot, type Context } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { watchIds } from '../dom/id-watch.ts';
import { namedElement } from '../dom/named-element.ts';

type ContextConsumer = ReactiveControllerHost & HTMLElement;

const rooted = Symbol.for('utd-context-root');

/** Attaches one context root to the page, across copies of this package: a provider that is upgraded late is still found. */
function ensureRoot(document: Document & { [rooted]?: true }): void {
  if (document[rooted]) return;
  document[rooted] = true;
  new ContextRoot().attach(document.documentElement);
}

/**
 * The value of the nearest provider of a context, or of the provider with a given id. An element that was moved to
 * another document, as picture-in-picture of a document does, finds no provider there and keeps the value.
 */
export class ContextSource<V> implements ReactiveController {
  readonly #element: ContextConsumer;
  readonly #context: Context<unknown, V | undefined>;
  readonly #changed: (value: V | undefined) => void;
  readonly #id: () => string;
  /**
   * Requests in the place of an element that names its provider: a provider around the element itself would take its subscription
   * over.
   */
  #standIn: Element | undefined;
  #unsubscribe: (() => void) | undefined;
  /** The document of the element when it got the value. */
  #document: Document | undefined;
  #listening = new AbortController();
  /** The element that was asked last. */
  #asked: Element | null = null;
  /** Number of the request that counts, so that answers to earlier requests are dropped. */
  #request = 0;
  #requestedId = '';
  value: V | undefined;

  /**
   * @param changed called with each new value
   * @param id of the provider; the nearest provider is asked where it is empty
   */
  constructor(
    element: ContextConsumer,
    context: Context<unknown, V | undefined>,
    changed: (value: V | undefined) => void,
    id: () => string = () => '',
  ) {
    this.#element = element;
    this.#id = id;
    this.#context = context;
    this.#changed = changed;
    element.addController(this);
  }

  hostConnected(): void {
    ensureRoot(this.#element.ownerDocument);
    this.request();
  }

  hostUpdate(): void {
    if (this.#id() !== this.#requestedId) this.request();
  }

  hostDisconnected(): void {
    this.#listening.abort();
    // In a move by one call the element is connected again already.
    if (!this.#element.isConnected) this.#drop();
  }

  /** Requests the value anew: the element was moved, or the id changed. */
  request(): void {
    this.#requestedId = this.#id();
    const { ownerDocument } = this.#element;
    this.#listenForProviders();
    const request = this.#request + 1;
    const target = (this.#asked = this.#target());
    const requester = target === this.#element ? target : (this.#standIn ??= document.createElement('i'));
    const receive = (value: V | undefined, unsubscribe?: () => void) => {
      if (request < this.#request) return unsubscribe?.();
      if (request > this.#request) this.#drop();
      this.#unsubscribe = unsubscribe;
      this.#document = this.#element.ownerDocument;
      this.#set(value);
    };
    target?.dispatchEvent(new ContextEvent(this.#context, requester, receive, true));
    if (request === this.#request) return;
    if (this.value !== undefined && this.#document !== ownerDocument) return;
    // An element that was moved away from its provider within a document loses the value.
    this.#drop();
    this.#set(undefined);
  }

  /**
   * Context roots ignore ids, so a named provider that is inserted, upgraded or named later is noticed here. Events of a
   * closed shadow root hide their target outside of it.
   */
  #listenForProviders(): void {
    this.#listening.abort();
    if (!this.#id()) return;
    const { signal } = (this.#listening = new AbortController());
    for (const root of new Set([this.#element.getRootNode(), this.#element.ownerDocument])) {
      root.addEventListener('context-provider', this.#providerAppeared, { capture: true, signal });
      watchIds(root, this.#idsChanged, signal);
    }
  }

  readonly #providerAppeared = (event: Event): void => {
    if (event.composedPath()[0] === this.#target()) this.request();
  };

  /** A provider that was removed is shown on, until another element has its id. */
  readonly #idsChanged = (): void => {
    const target = this.#target();
    if (target !== this.#asked && (target || this.#asked?.isConnected)) this.request();
  };

  #target(): Element | null {
    const id = this.#id();
    if (!id) return this.#element;
    return namedElement(this.#element, id);
  }

  /** Ends the subscription, and drops the answers to earlier requests. */
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
