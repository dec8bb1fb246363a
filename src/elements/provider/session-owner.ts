import { ContextProvider } from '@lit/context';
import { html, type PropertyValues } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import type { Credentials, Me } from '../../model/options.ts';
import { clientContext } from '../base/client-context.ts';
import { ContextSource } from '../base/context-source.ts';
import { sessionContext } from '../base/session-context.ts';
import type { SessionContext } from '../base/session-element.ts';
import { buttonsChanged } from '../commands/command-buttons.ts';
import { listenToCommands } from '../commands/command-events.ts';
import { commands, noCommands, type Commands } from '../commands/command.ts';
import { contents } from '../dom/display-styles.ts';
import { warnIfParsedApart } from '../dom/document-parsed.ts';
import { setData, setStates } from '../dom/element-states.ts';
import { StateSlots } from '../dom/state-slots.ts';
import { credentialsFor } from './credentials.ts';
import { CredentialsElement } from './credentials-element.ts';
import { OwnedSession } from './owned-session.ts';

/** Owns a session, provides it by context to the elements inside, and shows its state by slots, data and states. */
export abstract class SessionOwner<S extends SessionController> extends CredentialsElement {
  static override styles = contents;

  protected readonly internals = this.attachInternals();
  readonly #ofProduct: ContextProvider<SessionContext<S>>;
  readonly #ofEverySession = new ContextProvider(this, { context: sessionContext });
  readonly #client = new ContextSource(this, clientContext, () => this.optionsChanged());
  readonly #slots: StateSlots;
  readonly #owned = new OwnedSession<S>(this, {
    make: () => this.makeSession(),
    end: (session) => void session.leave(),
    began: (session) => this.#begin(session),
  });
  #commands = noCommands;

  /**
   * @param context of the product, for elements of this product alone
   * @param slots the names of all slots, in their order
   * @param shown the slots that are shown at first
   */
  constructor(context: SessionContext<S>, slots: readonly string[], shown: readonly string[]) {
    super();
    this.#ofProduct = new ContextProvider(this, { context });
    this.#slots = new StateSlots(this, slots, shown);
    listenToCommands(this);
  }

  /** The session. A session that a script sets is shown, and is never joined or left by this element. */
  get session(): S {
    return this.#owned.current;
  }

  set session(session: S | undefined) {
    this.#owned.replace(session);
  }

  get [commands](): Commands {
    return this.#commands;
  }

  /** The session, where it is the element's own and has begun. */
  protected get ownSession(): S | undefined {
    return this.#owned.own;
  }

  /** The app and the local participant, from the nearest sources. */
  protected get credentials(): Credentials & Me {
    return credentialsFor(this.ownerDocument, this.ownCredentials, this.#client.value?.());
  }

  protected abstract makeSession(): S;

  /** The commands that this element knows. */
  protected abstract ownCommands(session: S): Commands;

  /** The slots that are shown now. Reads signals. */
  protected abstract shownSlots(session: S): readonly string[];

  /** The states of the product, beside those of every session. Reads signals. */
  protected productStates(_session: S): Readonly<Record<string, boolean>> {
    return {};
  }

  /** An attribute or the client around the element has changed. */
  protected optionsChanged(): void {}

  /** The element is in the page with this session. @returns what is called when that is over */
  protected began(_session: S): readonly (() => void)[] {
    return [];
  }

  /** The commands depend on more than signals, and that has changed. */
  protected commandsChanged(): void {
    if (!this.isConnected || !this.#owned.begun) return;
    this.#commands = this.ownCommands(this.session);
    buttonsChanged(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#owned.connect();
    void warnIfParsedApart(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#owned.disconnect();
  }

  /** A move in one step (`moveBefore`) does not end the session. */
  connectedMoveCallback(): void {}

  protected override willUpdate(_changed: PropertyValues): void {
    this.optionsChanged();
  }

  protected override firstUpdated(): void {
    // Children that arrive later, from the parser or a framework, may bring a join form.
    this.shadowRoot?.addEventListener('slotchange', () => this.#owned.begun && this.show(this.session));
  }

  protected override render() {
    return html`${this.#slots.render()}`;
  }

  /** Writes the state of the session to the element. Reads signals. */
  protected show(session: S): void {
    const { connection, role, audio, media } = session;
    const state = connection.state.get();
    setData(this, 'connection', state);
    setData(this, 'role', state === 'connected' || state === 'reconnecting' ? role.get() : null);
    setData(this, 'ended', connection.ended.get()?.why ?? null);
    setStates(this, this.internals, {
      'audio-blocked': audio.blocked.get(),
      interrupted: media.interrupted.get(),
      ...this.productStates(session),
    });
    this.#slots.show(this.shownSlots(session));
  }

  #begin(session: S): readonly (() => void)[] {
    this.#commands = this.ownCommands(session);
    this.#ofProduct.setValue(session);
    this.#ofEverySession.setValue(session);
    return [...this.began(session), session.watch(() => this.show(session))];
  }
}
