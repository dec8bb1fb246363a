import type { Context } from '@lit/context';
import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { SessionController } from '../../controllers/session-controller.ts';
import { buttonsChanged, buttonsLeft } from '../commands/command-buttons.ts';
import { listenToCommands } from '../commands/command-events.ts';
import { commands, givenSession, noCommands, type Commands } from '../commands/command.ts';
import { ContextSource } from './context-source.ts';
import { sessionContext } from './session-context.ts';

/** The context by which a product provides its session. */
export type SessionContext<S extends SessionController> = Context<unknown, S | undefined>;

/**
 * An element inside a session that shows a part of it. `read` is an effect: it runs again when a signal that it read has
 * changed, and only then. `SignalWatcher` of @lit-labs/signals would keep every removed element in memory.
 */
export abstract class SessionElement<S extends SessionController = SessionController> extends LitElement {
  /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
  @property() accessor for = '';

  protected readonly internals = this.attachInternals();
  readonly #source: ContextSource<S>;
  #given: S | undefined;
  #stop = () => {};
  #following = false;
  #commands = noCommands;

  /** @param context of the product that the element is for; that of every session unless told, which fits the default of `S` */
  constructor(context = sessionContext as unknown as SessionContext<S>) {
    super();
    this.#source = new ContextSource(this, context, () => this.follow());
    listenToCommands(this);
  }

  /** The session that is shown: set by a script, else that of the provider. */
  get session(): S | undefined {
    return this.#given ?? this.#source.value;
  }

  set session(session: S | undefined) {
    if (session === this.#given) return;
    this.#given = session;
    this.follow();
  }

  get [givenSession](): S | undefined {
    return this.#given;
  }

  get [commands](): Commands {
    return this.#commands;
  }

  /** The commands that this element knows in a session. */
  protected makeCommands(_session: S): Commands {
    return noCommands;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A session that the context has just given is followed already.
    if (!this.#following) this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#following = false;
    this.#stop();
    if (this.#commands !== noCommands) buttonsLeft(this);
  }

  /** After a move in one step (`moveBefore`) the element is connected as before, perhaps inside another provider. */
  connectedMoveCallback(): void {
    this.#source.request();
  }

  /** Reads from the session and writes to the element. `undefined`: there is no session. */
  protected abstract read(session: S | undefined): void;

  /** Runs `read` anew: the session, or a value that is no signal, has changed. */
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
    if (changed.has('for') && this.hasUpdated) this.#source.request();
  }
}
