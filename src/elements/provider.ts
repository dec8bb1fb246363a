import { ContextProvider } from '@lit/context';
import { html, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { audioRoomContext, sessionContext } from '../contexts.ts';
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import { UTDStreamError } from '../errors.ts';
import type { Credentials } from '../options.ts';
import { buttonsChanged } from './command-buttons.ts';
import { commands, type Commands } from './command.ts';
import { listenToCommands } from './command-events.ts';
import { CredentialsElement } from './credentials-element.ts';
import { contents } from './session-element.ts';
import { keepFocus, slots } from './slots.ts';
import { setData, setStates } from './states.ts';
import { whenParsed } from './parsed.ts';

/** A change of one of these, while joined, is another session. */
const identifying = ['room', 'appId', 'appKey', 'identity', 'baseUrl', 'tokenBaseUrl'];

const names = ['', 'join', 'idle', 'connecting', 'connected', 'reconnecting', 'ended'];

/** Owns a session, gives it to everything inside, and joins as its markup says. */
export abstract class Provider extends CredentialsElement {
  static override styles = contents;

  /** Name of the room. It is joined as soon as it is known, once for each value. */
  @property() accessor room = '';
  /** Waits for `--join` or `session.join()`. A `<form slot="join">` waits by itself. */
  @property({ type: Boolean }) accessor manual = false;
  /** Take seats without opening the microphone. */
  @property({ type: Boolean }) accessor muted = false;

  protected readonly internals = this.attachInternals();
  readonly #provided = [
    new ContextProvider(this, { context: audioRoomContext }),
    new ContextProvider(this, { context: sessionContext }),
  ];
  /** What the join form said. */
  protected form: { name?: string; avatar?: string } = {};
  #session: AudioRoomController | undefined;
  #commands: Commands = {};
  #own = true;
  #joinedRoom: string | undefined;
  #due = false;
  #shown: readonly string[] = [''];
  #stop: (() => void)[] = [];
  #restore = () => {};

  constructor() {
    super();
    listenToCommands(this);
    this.addEventListener('submit', (event) => this.#submitted(event));
  }

  /** The session. One that is set from outside is shown, and never joined or left from here. */
  get session(): AudioRoomController {
    return (this.#session ??= this.makeSession());
  }

  set session(session: AudioRoomController) {
    if (session === this.#session) return;
    if (this.#own) void this.#session?.leave();
    this.#own = false;
    this.#session = session;
    if (this.isConnected) this.#follow();
  }

  get [commands](): Commands {
    return this.#commands;
  }

  protected abstract makeSession(): AudioRoomController;
  protected abstract makeCommands(session: AudioRoomController): Commands;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
    if (this.#own) this.session.hostConnected();
    this.#joinSoon();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop.splice(0)) stop();
    if (this.#own) this.#session?.hostDisconnected();
  }

  // Moved in one step (`moveBefore`): nothing happened.
  connectedMoveCallback(): void {}

  protected override willUpdate(changed: PropertyValues): void {
    this.#restore = keepFocus(this.shadowRoot);
    if (this.hasUpdated && identifying.some((name) => changed.has(name))) this.#joinSoon();
  }

  protected override updated(): void {
    this.#restore();
  }

  protected override render() {
    return html`${slots(names, this.#shown)}`;
  }

  #follow(): void {
    for (const stop of this.#stop.splice(0)) stop();
    const { session } = this;
    this.#commands = this.makeCommands(session);
    for (const provider of this.#provided) provider.setValue(session as never); // both contexts fit a session of any kind
    this.#stop = [session.forwardTo(this), session.watch(() => this.#show(session))];
    buttonsChanged(this);
  }

  #show({ connection, role, audio }: AudioRoomController): void {
    const state = connection.state.get();
    const why = connection.ended.get()?.why ?? null;
    setData(this, 'connection', state);
    setData(this, 'role', state === 'connected' || state === 'reconnecting' ? role.get() : null);
    setData(this, 'ended', why);
    setStates(this.internals, { 'audio-blocked': audio.blocked.get() });
    const apart = state === 'disconnected' || state === 'forceExit';
    const shown = ['', ...(apart ? this.#apart(why) : [state])];
    if (shown.join() === this.#shown.join()) return;
    this.#shown = shown;
    this.requestUpdate();
  }

  /** A form to join by stays at hand after a failure, and where nothing else leads back in. */
  #apart(why: string | null): string[] {
    const form = this.#joinForm() !== null;
    if (why === null) return [form ? 'join' : 'idle'];
    const back = form && (why === 'failed' || !this.querySelector(':scope > [slot="ended"]'));
    return back ? ['join', 'ended'] : ['ended'];
  }

  #joinForm(): HTMLFormElement | null {
    return this.querySelector<HTMLFormElement>(':scope > form[slot="join"]');
  }

  /** A microtask after the last of several changes. */
  #joinSoon(): void {
    if (this.#due || !this.#own) return;
    this.#due = true;
    void whenParsed(this.ownerDocument).then(() => {
      this.#due = false;
      void this.#joinByMarkup();
    });
  }

  async #joinByMarkup(): Promise<void> {
    if (!this.isConnected || !this.#own) return;
    const key = this.#key();
    const state = this.session.connection.state.get();
    const joined = state !== 'disconnected' && state !== 'forceExit';
    if (key === this.#joinedRoom) return;
    if (joined) {
      await this.session.leave();
      return this.#join(key);
    }
    // After a leave, or an end by the engine, neither a move nor a new insertion joins again.
    if (!this.manual && !this.#joinForm() && this.room && this.options().appId) await this.#join(key);
    else this.#show(this.session);
  }

  async #join(key: string): Promise<void> {
    this.#joinedRoom = key;
    await this.joining().catch((error: unknown) => {
      if (error instanceof UTDStreamError) this.session.fail(error);
      else throw error;
    });
  }

  /** Joins, on a person's or the markup's behalf. */
  protected joining = (): Promise<void> => {
    this.#joinedRoom = this.#key();
    return this.session.join();
  };

  /** What this provider tells its session. */
  protected abstract options(): Credentials;

  #key(): string {
    return JSON.stringify(identifying.map((name) => this[name as keyof this]));
  }

  #submitted(event: Event): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form !== this.#joinForm()) return;
    event.preventDefault();
    const data = new FormData(form);
    this.form = Object.fromEntries(
      ['name', 'avatar'].flatMap((field) => (data.get(field) ? [[field, String(data.get(field))]] : [])),
    );
    void this.#join(this.#key());
  }
}
