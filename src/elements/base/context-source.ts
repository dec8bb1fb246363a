import { ContextEvent, ContextRoot, type Context } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement & { readonly for?: string };

const rooted = Symbol.for('utd-context-root');

/** One root for the page, across copies of this package: a provider that is upgraded late is still found. */
function ensureRoot(document: Document & { [rooted]?: true }): void {
  if (document[rooted]) return;
  document[rooted] = true;
  new ContextRoot().attach(document.documentElement);
}

/** Finds what the nearest provider gives, or the one with the id in the host's `for`. */
export class ContextSource<V> implements ReactiveController {
  readonly #host: Host;
  readonly #context: Context<unknown, V | undefined>;
  readonly #found: (value: V | undefined) => void;
  /** Asks in the host's place where it names a target: providers around the host would take the subscription over. */
  #standIn: Element | undefined;
  #unsubscribe: (() => void) | undefined;
  #asked = 0;
  value: V | undefined;

  /** @param found told when it is another one. */
  constructor(host: Host, context: Context<unknown, V | undefined>, found: (value: V | undefined) => void) {
    this.#host = host;
    this.#context = context;
    this.#found = found;
    host.addController(this);
  }

  hostConnected(): void {
    ensureRoot(this.#host.ownerDocument);
    this.ask();
  }

  hostDisconnected(): void {
    this.#await(false);
    this.#drop();
  }

  /** Asks anew: the element was moved, or `for` changed. */
  ask(): void {
    this.#drop();
    this.#await(!!this.#host.for);
    const asked = ++this.#asked;
    let answered = false;
    const target = this.#target();
    const asking = target === this.#host ? target : (this.#standIn ??= document.createElement('i'));
    const hear = (value: V | undefined, unsubscribe?: () => void) => {
      if (asked !== this.#asked) return unsubscribe?.();
      answered = true;
      this.#unsubscribe = unsubscribe;
      this.#set(value);
    };
    target?.dispatchEvent(new ContextEvent(this.#context, asking, hear, true));
    // Moved away from its provider: the old one is not its own any more.
    if (!answered) this.#set(undefined);
  }

  /** Roots know nothing of `for`: a target that comes, or is upgraded, later is heard of here. */
  #await(on: boolean): void {
    const { ownerDocument } = this.#host;
    const change = on ? 'addEventListener' : 'removeEventListener';
    ownerDocument[change]('context-provider', this.#appeared, true);
  }

  readonly #appeared = (event: Event): void => {
    if (event.composedPath()[0] === this.#target()) this.ask();
  };

  #target(): Element | null {
    const { for: id } = this.#host;
    if (!id) return this.#host;
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    return root.getElementById?.(id) ?? this.#host.ownerDocument.getElementById(id);
  }

  #drop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#asked++;
  }

  #set(value: V | undefined): void {
    if (value === this.value) return;
    this.value = value;
    this.#found(value);
  }
}
