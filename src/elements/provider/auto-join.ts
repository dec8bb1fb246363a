import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { AudioRoomOptions, Credentials, Takeover } from '../../model/options.ts';
import { tell } from '../dom/report-error.ts';
import { withoutBadInvite } from './invite-link.ts';
import { whenComplete, whenParsed } from '../dom/document-ready.ts';

/** What a provider's markup says of joining. */
interface Markup {
  readonly element: HTMLElement;
  /** The session to join and to leave; none where it was given from outside. */
  session(): AudioRoomController | undefined;
  /** See `keyOf`; `null` where app or room is not known (yet). */
  key(): string | null;
  /** Whether it means some room, be it by an empty attribute. */
  names(): boolean;
  /** Whether it waits for a person. */
  waits(): boolean;
}

/** What makes it this session and no other: a change of it, while joined, is another one. */
export function keyOf({ roomName, ...options }: AudioRoomOptions & Credentials): string | null {
  const { appId, appKey, identity, baseUrl, tokenBaseUrl } = options;
  if (!appId || !roomName) return null;
  return JSON.stringify([roomName, appId, appKey, identity, baseUrl, tokenBaseUrl]);
}

const task = () => new Promise((resolve) => setTimeout(resolve));

const joined = ({ connection }: AudioRoomController) =>
  ['connecting', 'connected', 'reconnecting'].includes(connection.state.get());

/** Joins as soon as the markup says enough, once for each thing that it says. */
export class AutoJoin {
  readonly #markup: Markup;
  #due = false;
  /** What was joined last: after leaving, or an end by the engine, nothing but a change joins again. */
  #last: string | null | undefined;

  constructor(markup: Markup) {
    this.#markup = markup;
  }

  /** Looks again a microtask after the last of several changes. */
  soon(): void {
    if (this.#due) return;
    this.#due = true;
    void whenParsed(this.#markup.element.ownerDocument).then(() => {
      this.#due = false;
      return this.#look();
    });
  }

  /** A join begins, whoever asked for it. */
  note(): void {
    this.#last = this.#markup.key();
  }

  /** Joins, and rejects where that fails. @param takeover in place of what the markup says */
  readonly ask = async (takeover?: Takeover): Promise<void> => {
    this.note();
    await this.#markup.session()?.join({ takeover }).catch(withoutBadInvite);
  };

  /** Joins on the markup's behalf. */
  async join(): Promise<void> {
    try {
      await this.ask();
    } catch (error) {
      tell(this.#markup.session(), error, 'join');
    }
  }

  /** What is still missing when nobody is left to add it is told, once, as the error of the join that it prevents. */
  async doubt(): Promise<void> {
    const { element, key, names, session, waits } = this.#markup;
    await whenComplete(element.ownerDocument);
    // Two: a script that put the element in may take one for saying the rest.
    await task();
    await task();
    const stuck = this.#last === undefined && key() === null && names() && !waits();
    if (stuck && session() && element.isConnected) await this.join();
  }

  async #look(): Promise<void> {
    const { element, waits } = this.#markup;
    const session = this.#markup.session();
    const key = this.#markup.key();
    if (!session || !element.isConnected || key === this.#last) return;
    if (!joined(session)) return key === null || waits() ? undefined : this.join();
    const known = this.#last !== undefined;
    this.note();
    if (!known) return; // somebody's own script has joined it
    await session.leave();
    // A change that came meanwhile has begun it already.
    if (this.#markup.key() !== null && !joined(session)) await this.join();
  }
}
