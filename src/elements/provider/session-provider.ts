import { ContextProvider } from '@lit/context';
import { html, type PropertyValues } from 'lit';
import type { Credentials, Me, SessionOptions } from '../../model/options.ts';
import { ContextSource } from '../base/context-source.ts';
import { sessionContext } from '../base/session-context.ts';
import { clientContext } from '../base/client-context.ts';
import type { SessionContext } from '../base/session-element.ts';
import { buttonsChanged, buttonsLeft } from '../commands/command-buttons.ts';
import { listenToCommands } from '../commands/command-events.ts';
import { commands, noCommands, type Commands } from '../commands/command.ts';
import { contents } from '../dom/display-styles.ts';
import { setData, setStates } from '../dom/element-states.ts';
import { StateSlots } from '../dom/state-slots.ts';
import { AutoJoin, sessionKey, type JoinableSession } from './auto-join.ts';
import { credentialsFor } from './credentials.ts';
import { ProviderAttributes } from './provider-attributes.ts';
import { joinFormOf, onJoinForm, providerSlots, shownSlots, warnIfParsedApart } from './provider-markup.ts';
import { sessionCommands } from './session-commands.ts';

/**
 * Owns a session, provides it by context to the elements inside, and joins as its markup says. A product gives its
 * controller, its context and its own commands.
 */
export abstract class SessionProvider<S extends JoinableSession> extends ProviderAttributes {
  static override styles = contents;

  protected readonly internals = this.attachInternals();
  readonly #ofProduct: ContextProvider<SessionContext<S>>;
  readonly #ofEverySession = new ContextProvider(this, { context: sessionContext });
  readonly #autoJoin = new AutoJoin({
    element: this,
    session: () => (this.#own ? this.session : undefined),
    key: () => sessionKey(this.options()),
    namesRoom: () => !!this.room || this.hasAttribute('room'),
    waits: () => this.manual || joinFormOf(this) !== null,
  });
  readonly #client = new ContextSource(this, clientContext, () => this.#autoJoin.schedule());
  /** The fields of the join form, from its last submit. */
  #form: Partial<Me> = {};
  #session: S | undefined;
  #commands = noCommands;
  /** The session is the provider's own, and was not given by a script. */
  #own = true;
  readonly #slots = new StateSlots(this, providerSlots, ['']);
  #stop: (() => void)[] = [];

  /** @param context of the product, for elements of this product alone */
  constructor(context: SessionContext<S>) {
    super();
    this.#ofProduct = new ContextProvider(this, { context });
    listenToCommands(this);
    onJoinForm(this, (me) => {
      this.#form = me;
      void this.#autoJoin.joinOrReport();
    });
  }

  /** The session. A session that a script sets is shown, and is never joined or left by this element. */
  get session(): S {
    return (this.#session ??= this.makeSession());
  }

  set session(session: S | undefined) {
    if (session === (this.#own ? undefined : this.#session)) return;
    if (this.#own) void this.#session?.leave();
    this.#own = !session;
    this.#session = session;
    if (this.isConnected) this.#begin();
  }

  get [commands](): Commands {
    return this.#commands;
  }

  protected abstract makeSession(): S;

  /** The commands of the product, beside those of every session. */
  protected productCommands(_session: S): Commands {
    return noCommands;
  }

  /** The options of the next join. */
  protected options(): SessionOptions & Credentials {
    const credentials = credentialsFor(this.ownerDocument, this.ownCredentials, this.#client.value?.());
    return { ...credentials, ...this.#form, ...this.joinOptions };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#begin();
    void this.#autoJoin.reportMissing();
    void warnIfParsedApart(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop.splice(0)) stop();
    if (this.#own) this.#session?.hostDisconnected();
    buttonsLeft(this);
  }

  /** A move in one step (`moveBefore`) does not end the session. */
  connectedMoveCallback(): void {}

  protected override willUpdate(_changed: PropertyValues): void {
    this.#autoJoin.schedule();
  }

  protected override firstUpdated(): void {
    // Children that arrive later, from the parser or a framework, may bring a join form.
    this.shadowRoot?.addEventListener('slotchange', () => this.#show(this.session));
  }

  protected override render() {
    return html`${this.#slots.render()}`;
  }

  #begin(): void {
    for (const stop of this.#stop.splice(0)) stop();
    const { session } = this;
    if (this.#own) session.hostConnected();
    this.#autoJoin.schedule();
    this.#commands = {
      ...sessionCommands(session, this.#autoJoin.join),
      ...this.productCommands(session),
    };
    this.#ofProduct.setValue(session);
    this.#ofEverySession.setValue(session);
    // A join may have begun while the element was out of the page. Every later join is noted in the call that begins
    // it, because a change of the markup right after that call means another session.
    if (session.connection.state.get() === 'connecting') this.#autoJoin.joinBegins();
    const begins = session.on(
      'connectionStateChanged',
      (state) => state === 'connecting' && this.#autoJoin.joinBegins(),
    );
    this.#stop = [begins, session.forwardTo(this), session.watch(() => this.#show(session))];
    buttonsChanged(this);
  }

  #show({ connection, role, audio, media }: S): void {
    const state = connection.state.get();
    const ended = connection.ended.get();
    setData(this, 'connection', state);
    setData(this, 'role', state === 'connected' || state === 'reconnecting' ? role.get() : null);
    setData(this, 'ended', ended?.why ?? null);
    setStates(this, this.internals, {
      'audio-blocked': audio.blocked.get(),
      interrupted: media.interrupted.get(),
    });
    this.#slots.show(shownSlots(this, state, ended));
  }
}
