import type { SessionController } from '../../controllers/session-controller.ts';
import { buttonsChanged, buttonsLeft } from '../commands/command-buttons.ts';
import type { CommandTarget } from '../commands/command.ts';
import { rests } from '../dom/rest.ts';

/** The members of a session that an element uses, be it of a room or of the signalling plane. */
type OwnableSession = Pick<SessionController, 'hostConnected' | 'hostDisconnected' | 'forwardTo'>;

interface OwnedSessionDeps<S> {
  make(): S;
  /** Ends a session that a script replaces. */
  end(session: S): void;
  /** The element is in the page with this session. @returns what is called when that is over */
  began(session: S): readonly (() => void)[];
}

/** The session of an element: the element's own, or one that a script has given and that is shown alone. */
export class OwnedSession<S extends OwnableSession> {
  readonly #element: CommandTarget;
  readonly #deps: OwnedSessionDeps<S>;
  #session: S | undefined;
  #isOwn = true;
  #begun = false;
  #stop: readonly (() => void)[] = [];

  constructor(element: CommandTarget, deps: OwnedSessionDeps<S>) {
    this.#element = element;
    this.#deps = deps;
  }

  get current(): S {
    return (this.#session ??= this.#deps.make());
  }

  /** Shows the session of a script, or with `undefined` one of the element's own again. */
  replace(session: S | undefined): void {
    if (session === (this.#isOwn ? undefined : this.#session)) return;
    if (this.#isOwn && this.#session) this.#deps.end(this.#session);
    this.#isOwn = !session;
    this.#session = session;
    if (this.#element.isConnected) this.connect();
  }

  /** The session has begun: the element is in the page, is no pattern, and waits for no framework. */
  get begun(): boolean {
    return this.#begun;
  }

  /** The session, where it is the element's own and has begun. */
  get own(): S | undefined {
    return this.#isOwn && this.#begun ? this.current : undefined;
  }

  /** The element is connected. */
  connect(): void {
    this.#stopAll();
    this.#begun = this.#element.isConnected && !rests(this.#element, () => this.connect());
    if (!this.#begun) return;
    const session = this.current;
    if (this.#isOwn) session.hostConnected();
    this.#stop = [...this.#deps.began(session), session.forwardTo(this.#element), this.#followWindow()];
    buttonsChanged(this.#element);
  }

  /** The element is disconnected. Another call in the same task may connect it again. */
  disconnect(): void {
    this.#stopAll();
    if (this.#isOwn) this.#session?.hostDisconnected();
    buttonsLeft(this.#element);
  }

  #stopAll(): void {
    const stop = this.#stop;
    this.#stop = [];
    for (const each of stop) each();
  }

  /**
   * A window that shows the element, as picture-in-picture of a document, closes without a disconnect of the element. Its
   * end counts as one, so that a script may put the element back into the page.
   */
  #followWindow(): () => void {
    const { defaultView } = this.#element.ownerDocument;
    if (!defaultView || defaultView === window) return () => {};
    const gone = () => {
      if (this.#isOwn) this.#session?.hostDisconnected();
    };
    defaultView.addEventListener('pagehide', gone);
    return () => defaultView.removeEventListener('pagehide', gone);
  }
}
