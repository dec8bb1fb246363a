import type { SessionController } from '../../controllers/session-controller.ts';
import type { Credentials, SessionOptions, Takeover } from '../../model/options.ts';
import { reportError } from '../dom/report-error.ts';
import { withoutBadInvite } from './invite-link.ts';
import { documentParsed } from '../dom/document-parsed.ts';
import { documentComplete } from './join-markup.ts';

/** A session that can be joined, of whatever product. */
export type JoinableSession = SessionController & {
  join(options?: { takeover?: Takeover | undefined }): Promise<void>;
};

/** The provider, as far as its markup concerns the join. */
interface AutoJoinDeps {
  readonly element: HTMLElement;
  /** The session to join and to leave; `undefined` for a session that a script gave to the provider. */
  session(): JoinableSession | undefined;
  /** See `sessionKey`. */
  key(): string | null;
  /** Whether the markup names a room, be it by an empty attribute. */
  namesRoom(): boolean;
  /** Whether the join waits for a person. */
  waits(): boolean;
}

/**
 * The options by which one session differs from another: a change of them, while joined, means another session.
 * `null` while app or room are not known.
 */
export function sessionKey({ roomName, ...options }: SessionOptions & Credentials): string | null {
  const { appId, appKey, identity, baseUrl, tokenBaseUrl } = options;
  if (!appId || !roomName) return null;
  return JSON.stringify([roomName, appId, appKey, identity, baseUrl, tokenBaseUrl]);
}

const task = () => new Promise((resolve) => setTimeout(resolve));

const isJoined = ({ connection }: SessionController) =>
  ['connecting', 'connected', 'reconnecting'].includes(connection.state.get());

/** Joins as soon as the markup gives app and room, once for each session that it names. */
export class AutoJoin {
  readonly #deps: AutoJoinDeps;
  #scheduled = false;
  /** The key of the last join: after a leave, or an end by the engine, only a change of the key joins again. */
  #lastKey: string | null | undefined;

  constructor(deps: AutoJoinDeps) {
    this.#deps = deps;
  }

  /** Compares markup and session a microtask after the last of several changes. */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    void documentParsed(this.#deps.element.ownerDocument).then(() => {
      this.#scheduled = false;
      return this.#update();
    });
  }

  /** Notes that a join begins, be it by a script. */
  joinBegins(): void {
    this.#lastKey = this.#deps.key();
  }

  /**
   * Joins.
   *
   * @param takeover in place of the markup's
   * @throws {UTDStreamError} as the join of the session
   */
  readonly join = async (takeover?: Takeover): Promise<void> => {
    this.joinBegins();
    await this.#deps.session()?.join({ takeover }).catch(withoutBadInvite);
  };

  /** Joins, and emits a failure as an `error` event. */
  async joinOrReport(): Promise<void> {
    try {
      await this.join();
    } catch (error) {
      reportError(this.#deps.session(), error, 'join');
    }
  }

  /** Reports missing credentials once, as the error of the join that they prevent, when no script is left to add them. */
  async reportMissing(): Promise<void> {
    const { element, key, namesRoom, session, waits } = this.#deps;
    await documentComplete(element.ownerDocument);
    // Two tasks: a script that inserted the element may take one before it sets the rest.
    await task();
    await task();
    const stuck = this.#lastKey === undefined && key() === null && namesRoom() && !waits();
    if (stuck && session() && element.isConnected) await this.joinOrReport();
  }

  async #update(): Promise<void> {
    const { element, waits } = this.#deps;
    const session = this.#deps.session();
    const key = this.#deps.key();
    if (!session || !element.isConnected || key === this.#lastKey) return;
    if (!isJoined(session)) return key === null || waits() ? undefined : this.joinOrReport();
    const known = this.#lastKey !== undefined;
    this.joinBegins();
    if (!known) return; // a script has joined the session
    await session.leave();
    // A change during the leave has begun the join already.
    if (this.#deps.key() !== null && !isJoined(session)) await this.joinOrReport();
  }
}
