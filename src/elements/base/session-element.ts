import type { Context } from '@lit/context';
import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { SessionController } from '../../controllers/session-controller.ts';
import { sessionContext } from './session-context.ts';
import { buttonsChanged, buttonsLeft } from '../commands/command-buttons.ts';
import { commands, given, noCommands, type Commands } from '../commands/command.ts';
import { listenToCommands } from '../commands/command-events.ts';
import { ContextSource } from './context-source.ts';
import { FocusRestore } from '../dom/focus-restore.ts';

/** The context by which a product gives its session. */
export type SessionContext<S extends SessionController> = Context<unknown, S | undefined>;

/**
 * What stands inside a session and shows a part of it. An effect of `read` re-runs when a signal
 * that it read has changed, and only then; our elements do without `SignalWatcher`, which keeps
 * every element that it was ever mixed into.
 */
export abstract class SessionElement<S extends SessionController = SessionController> extends LitElement {
  /** Id of the element whose session this shows; the nearest one around it unless told. */
  @property() accessor for = '';

  protected readonly internals = this.attachInternals();
  readonly #source: ContextSource<S>;
  #given: S | undefined;
  #stop = () => {};
  #following = false;
  #commands = noCommands;
  readonly #focus = new FocusRestore();

  /** @param context of the product that this element shows; every session unless told */
  constructor(context = sessionContext as unknown as SessionContext<S>) {
    super();
    this.#source = new ContextSource(this, context, () => this.follow());
    // What it does not know itself is handed upward.
    listenToCommands(this);
  }

  /** The session that is shown: the one that was given, else the one that was found. */
  get session(): S | undefined {
    return this.#given ?? this.#source.value;
  }

  set session(session: S | undefined) {
    if (session === this.#given) return;
    this.#given = session;
    this.follow();
  }

  get [given](): S | undefined {
    return this.#given;
  }

  /** What it can be told. */
  get [commands](): Commands {
    return this.#commands;
  }

  /** What it can be told in this session. */
  protected makeCommands(_session: S): Commands {
    return noCommands;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Unless the session that was just found has done so.
    if (!this.#following) this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#following = false;
    this.#stop();
    if (this.#commands !== noCommands) buttonsLeft(this);
  }

  /** Moved in one step (`moveBefore`): still connected, perhaps elsewhere. */
  connectedMoveCallback(): void {
    this.#source.ask();
  }

  /** Reads what this element shows from the session, and writes it to the element. `undefined`: there is none. */
  protected abstract read(session: S | undefined): void;

  /** Reads anew: something that is no signal has changed. */
  protected follow(): void {
    this.#stop();
    this.#stop = () => {};
    if (!this.isConnected) return;
    this.#following = true;
    const { session } = this;
    this.#commands = session ? this.makeCommands(session) : noCommands;
    if (session) this.#stop = session.watch(() => this.read(session));
    else this.read(undefined);
    if (this.#commands !== noCommands) buttonsChanged(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('for') && this.hasUpdated) this.#source.ask();
    this.#focus.note(this.shadowRoot);
  }

  protected override updated(): void {
    this.#focus.restore(this.shadowRoot);
  }
}
