import type { Context } from '@lit/context';
import type { SessionController } from '../../controllers/session-controller.ts';
import { equal } from '../../reactive/equal.ts';
import { buttonsChanged, buttonsLeft } from '../commands/command-buttons.ts';
import { listenToCommands } from '../commands/command-events.ts';
import { commands, givenSession, noCommands, type Commands } from '../commands/command.ts';
import { warnIfParsedApart } from '../dom/document-parsed.ts';
import { rests } from '../dom/rest.ts';
import type { ShownSession } from '../dom/shown-session.ts';
import { BaseElement } from '../dom/base-element.ts';
import { ContextSource } from './context-source.ts';
import { sessionContext } from './session-context.ts';
import { property } from '../dom/property.ts';

/** The context by which a product provides its session. */
export type SessionContext<S extends ShownSession> = Context<unknown, S | undefined>;

/**
 * An element inside a session that shows a part of it. `read` is an effect: it runs again when a signal that it read has
 * changed, and only then. `SignalWatcher` of @lit-labs/signals would keep every removed element in memory.
 */
export abstract class SessionElement<S extends ShownSession = SessionController> extends BaseElement {
  /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
  @property() accessor for = '';

  protected readonly internals = this.attachInternals();
  readonly #sources: readonly ContextSource<S>[];
  #given: S | undefined;
  #stop = () => {};
  /** The inputs of the last call of `follow`. */
  #followed: readonly unknown[] = [];
  /** Markup of the element may be written: the element is in the page, and is no pattern. */
  protected following = false;
  /** The element shows nothing without content of the page. */
  protected readonly needsContent: boolean = true;
  #commands = noCommands;

  /**
   * @param contexts of the product that the element is for, of which the first with a provider counts; that of every
   *   media session unless told, which fits the default of `S`
   */
  constructor(...contexts: readonly SessionContext<S>[]) {
    super();
    const wanted = contexts.length ? contexts : [sessionContext as unknown as SessionContext<S>];
    this.#sources = wanted.map(
      (context) =>
        new ContextSource(
          this,
          context,
          () => this.follow(),
          () => this.for,
        ),
    );
    listenToCommands(this);
  }

  /** The session that is shown: set by a script, else that of the provider. */
  get session(): S | undefined {
    return this.#given ?? this.#sources.find(({ value }) => value)?.value;
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
    if (!this.following) this.follow();
    if (this.needsContent && this.closest('p')) void warnIfParsedApart(this, { paragraphOnly: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.following = false;
    this.#stop();
    if (this.#commands !== noCommands) buttonsLeft(this);
  }

  /** After a move in one step (`moveBefore`) the element is connected as before, perhaps inside another provider. */
  connectedMoveCallback(): void {
    this.#request();
  }

  /** Reads from the session and writes to the element. `undefined`: there is no session. */
  protected abstract read(session: S | undefined): void;

  /** The values of the properties on which `follow` depends. */
  protected inputs(): readonly unknown[] {
    return [];
  }

  /** Runs `read` anew: the session, or a value that is no signal, has changed. */
  protected follow(): void {
    this.#followed = this.inputs();
    this.#stop();
    this.#stop = () => {};
    if (!this.isConnected || rests(this, () => this.follow())) return;
    this.following = true;
    const { session } = this;
    this.#commands = session ? this.makeCommands(session) : noCommands;
    if (session) this.#stop = session.watch(() => this.read(session));
    else this.read(undefined);
    if (this.#commands !== noCommands || this.for) buttonsChanged(this);
  }

  /** A framework may set a property after the element is in the page, and so before and after the first call of `follow`. */
  protected override willUpdate(_changed: Map<PropertyKey, unknown>): void {
    if (!equal(this.inputs(), this.#followed)) this.follow();
  }

  #request(): void {
    for (const source of this.#sources) source.request();
  }
}
