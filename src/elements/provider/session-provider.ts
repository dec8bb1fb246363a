import { ContextProvider } from '@lit/context';
import { html, type PropertyValues } from 'lit';
import { audioRoomContext, clientContext, sessionContext } from '../base/contexts.ts';
import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { AudioRoomOptions, Credentials, Me } from '../../model/options.ts';
import { buttonsChanged, buttonsLeft } from '../commands/command-buttons.ts';
import { commands, noCommands, type Commands } from '../commands/command.ts';
import { listenToCommands } from '../commands/command-events.ts';
import { ContextSource } from '../base/context-source.ts';
import { credentialsFor } from './credentials.ts';
import { JoiningElement } from './joining-element.ts';
import { AutoJoin, keyOf } from './auto-join.ts';
import { joinFormOf, onJoinForm, warnIfParsedApart } from './provider-markup.ts';
import { contents } from '../dom/display-styles.ts';
import { slotsFor } from './session-slots.ts';
import { FocusRestore } from '../dom/focus-restore.ts';
import { slots } from '../dom/slots.ts';
import { setData, setStates } from '../dom/element-states.ts';

const names = ['', 'join', 'idle', 'connecting', 'connected', 'reconnecting', 'ended', 'elsewhere'];

/** Owns a session, gives it to everything inside, and joins as its markup says. */
export abstract class Provider extends JoiningElement {
  static override styles = contents;

  protected readonly internals = this.attachInternals();
  readonly #provided = [
    new ContextProvider(this, { context: audioRoomContext }),
    new ContextProvider(this, { context: sessionContext }),
  ];
  protected readonly joins = new AutoJoin({
    element: this,
    session: () => (this.#own ? this.session : undefined),
    key: () => keyOf(this.options()),
    names: () => !!this.room || this.hasAttribute('room'),
    waits: () => this.manual || joinFormOf(this) !== null,
  });
  readonly #client = new ContextSource(this, clientContext, () => this.joins.soon());
  /** What the join form said of me. */
  #form: Partial<Me> = {};
  #session: AudioRoomController | undefined;
  #commands = noCommands;
  #own = true;
  #shown: readonly string[] = [''];
  #stop: (() => void)[] = [];
  readonly #focus = new FocusRestore();

  constructor() {
    super();
    listenToCommands(this);
    onJoinForm(this, (me) => {
      this.#form = me;
      void this.joins.join();
    });
  }

  /** The session. One that is set from outside is shown, and never joined or left from here. */
  get session(): AudioRoomController {
    return (this.#session ??= this.makeSession());
  }

  set session(session: AudioRoomController | undefined) {
    if (session === (this.#own ? undefined : this.#session)) return;
    if (this.#own) void this.#session?.leave();
    this.#own = !session;
    this.#session = session;
    if (this.isConnected) this.#begin();
  }

  get [commands](): Commands {
    return this.#commands;
  }

  protected abstract makeSession(): AudioRoomController;
  protected abstract makeCommands(session: AudioRoomController): Commands;

  /** What this provider tells its session. */
  protected options(): AudioRoomOptions & Credentials {
    const me = { ...credentialsFor(this, this.#client.value?.()), ...this.#form };
    return { ...me, ...this.asked };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#begin();
    void this.joins.doubt();
    void warnIfParsedApart(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop.splice(0)) stop();
    if (this.#own) this.#session?.hostDisconnected();
    buttonsLeft(this);
  }

  // Moved in one step (`moveBefore`): nothing happened.
  connectedMoveCallback(): void {}

  protected override willUpdate(_changed: PropertyValues): void {
    this.#focus.note(this.shadowRoot);
    this.joins.soon();
  }

  protected override updated(): void {
    this.#focus.restore(this.shadowRoot);
  }

  // What comes later (a page still being parsed, a framework) may be a form to join by.
  protected override firstUpdated(): void {
    this.shadowRoot?.addEventListener('slotchange', () => this.#show(this.session));
  }

  protected override render() {
    return html`${slots(names, this.#shown)}`;
  }

  #begin(): void {
    for (const stop of this.#stop.splice(0)) stop();
    const { session } = this;
    if (this.#own) session.hostConnected();
    this.joins.soon();
    this.#commands = this.makeCommands(session);
    for (const provider of this.#provided) provider.setValue(session as never); // both contexts fit a session of any kind
    // One that began while this was out of the page. Others are noted in the very call that joins: what changes right
    // after it is another session already.
    if (session.connection.state.get() === 'connecting') this.joins.note();
    const begins = session.on('connectionStateChanged', (to) => to === 'connecting' && this.joins.note());
    this.#stop = [begins, session.forwardTo(this), session.watch(() => this.#show(session))];
    buttonsChanged(this);
  }

  #show({ connection, role, audio, media }: AudioRoomController): void {
    const state = connection.state.get();
    const ended = connection.ended.get();
    setData(this, 'connection', state);
    setData(this, 'role', state === 'connected' || state === 'reconnecting' ? role.get() : null);
    setData(this, 'ended', ended?.why ?? null);
    setStates(this, this.internals, {
      'audio-blocked': audio.blocked.get(),
      interrupted: media.interrupted.get(),
    });
    const shown = slotsFor(this, state, ended);
    if (shown.join() === this.#shown.join()) return;
    this.#shown = shown;
    this.requestUpdate();
  }
}
