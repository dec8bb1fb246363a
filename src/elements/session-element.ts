import type { Context } from '@lit/context';
import { css, LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import { audioRoomContext } from '../contexts.ts';
import { buttonsChanged } from './command-buttons.ts';
import { keepFocus } from './slots.ts';
import { SessionSource } from './session-source.ts';

/**
 * What stands inside a session and shows a part of it. An effect of `read` re-runs when a signal
 * that it read has changed, and only then; our elements do without `SignalWatcher`, which keeps
 * every element that it was ever mixed into.
 */
export abstract class SessionElement extends LitElement {
  /** Id of the element whose session this shows; the nearest one around it unless told. */
  @property() accessor for = '';

  protected readonly internals = this.attachInternals();
  readonly #source: SessionSource<AudioRoomController>;
  #given: AudioRoomController | undefined;
  #stop = () => {};
  #restore = () => {};

  constructor() {
    super();
    const context = audioRoomContext as Context<unknown, AudioRoomController | undefined>;
    this.#source = new SessionSource(this, context, () => this.#sessionChanged());
  }

  /** The session that is shown: the one that was given, else the one that was found. */
  get session(): AudioRoomController | undefined {
    return this.#given ?? this.#source.session;
  }

  set session(session: AudioRoomController | undefined) {
    if (session === this.#given) return;
    this.#given = session;
    this.#sessionChanged();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  /** Moved in one step (`moveBefore`): still connected, perhaps elsewhere. */
  connectedMoveCallback(): void {
    this.#source.ask();
  }

  /** Reads what this element shows from the session, and writes it to the element. `undefined`: there is none. */
  protected abstract read(session: AudioRoomController | undefined): void;

  /** Reads anew: something that is no signal has changed. */
  protected follow(): void {
    this.#stop();
    this.#stop = () => {};
    if (!this.isConnected) return;
    const { session } = this;
    if (session) this.#stop = session.watch(() => this.read(session));
    else this.read(undefined);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('for') && this.hasUpdated) this.#source.ask();
    this.#restore = keepFocus(this.shadowRoot);
  }

  protected override updated(): void {
    this.#restore();
  }

  #sessionChanged(): void {
    this.follow();
    buttonsChanged(this);
  }
}

/** For elements that are no box: `display: contents` would defeat `hidden`. */
export const contents = css`
  :host {
    display: contents;
  }
  :host([hidden]) {
    display: none;
  }
`;

/** For elements that are measured or focused. */
export const block = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
`;
