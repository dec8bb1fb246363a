import { ContextEvent, ContextRoot, type Context } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement & { readonly for: string };

const rooted = Symbol.for('utd-context-root');

/** One root for the page, across copies of this package: a provider that is upgraded late is still found. */
function ensureRoot(document: Document & { [rooted]?: true }): void {
  if (document[rooted]) return;
  document[rooted] = true;
  new ContextRoot().attach(document.documentElement);
}

/** Finds the nearest session by context, or that of the element with the id in `for`. */
export class SessionSource<S> implements ReactiveController {
  readonly #host: Host;
  readonly #context: Context<unknown, S | undefined>;
  readonly #found: (session: S | undefined) => void;
  #unsubscribe: (() => void) | undefined;
  #asked = 0;
  session: S | undefined;

  /** @param found told when it is another one. */
  constructor(host: Host, context: Context<unknown, S | undefined>, found: (session: S | undefined) => void) {
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
    this.#drop();
  }

  /** Asks anew: the element was moved, or `for` changed. */
  ask(): void {
    this.#drop();
    const asked = ++this.#asked;
    let answered = false;
    const target = this.#target();
    const hear = (session: S | undefined, unsubscribe?: () => void) => {
      if (asked !== this.#asked) return unsubscribe?.();
      answered = true;
      this.#unsubscribe = unsubscribe;
      this.#set(session);
    };
    target?.dispatchEvent(new ContextEvent(this.#context, target, hear, true));
    // Moved away from its provider: the old session is not its own any more.
    if (!answered) this.#set(undefined);
  }

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

  #set(session: S | undefined): void {
    if (session === this.session) return;
    this.session = session;
    this.#found(session);
  }
}
