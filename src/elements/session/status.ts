import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import { ItemElement } from '../base/item-element.ts';
import { additionsOf } from '../base/product-additions.ts';
import { contents } from '../dom/display-styles.ts';
import type { Fields } from '../templates/bindings.ts';

/** Events after which an earlier error is out of date. */
const successes = ['connectionStateChanged', 'micEnabledChanged', 'audioBlockedChanged'] as const;

/**
 * The state of the session. The element binds `connection`, `quality`, `trouble` (the reason of a poor or lost quality),
 * `room`, `identity`, `name` and `role` of the local participant, `count` (of participants), `locked` (comments are
 * locked), `ended` (how the last session ended, a sentence), `reason` (the same as a code) and `error` (the last failure,
 * a sentence; empty after a success). In an audio room it binds also `waiting` (the number of requests to speak) and
 * `position` (the place of the local participant's own request among them).
 *
 * ```html
 * <utd-status><span data-utd-text="count"></span> people in <span data-utd-text="room"></span></utd-status>
 * ```
 *
 * @tag utd-status
 * @slot - Shown always.
 */
export class UTDStatusElement extends ItemElement {
  static override styles = contents;

  #error: string | null = null;
  #unlisten: (() => void)[] = [];
  #listening: SessionController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listenTo(undefined);
  }

  protected override follow(): void {
    this.#listenTo(this.isConnected ? this.session : undefined);
    super.follow();
  }

  protected fields(session: SessionController | undefined): Fields {
    if (!session) return {};
    const { connection, participants } = session;
    const identity = session.identity.get();
    const ended = connection.ended.get();
    return {
      connection: connection.state.get(),
      quality: connection.quality.get(),
      trouble: connection.qualityReason.get(),
      room: session.roomName,
      identity,
      name: identity === null ? null : (participants.get(identity).get()?.name ?? null),
      role: session.role.get(),
      count: participants.count.get(),
      locked: session.chat.locked.get(),
      ended: ended?.message ?? null,
      reason: ended?.why ?? null,
      error: this.#error ?? (ended?.why === 'failed' ? ended.message : null),
      ...additionsOf(session).statusFields(),
    };
  }

  protected override render() {
    return html`<slot></slot>`;
  }

  /** An error is an event and no state of the session, so this element keeps the last one. */
  #listenTo(session: SessionController | undefined): void {
    if (session === this.#listening) return;
    for (const stop of this.#unlisten.splice(0)) stop();
    this.#listening = session;
    this.#error = null;
    if (!session) return;
    const set = (error: string | null) => {
      if (error === this.#error) return;
      this.#error = error;
      super.follow();
    };
    this.#unlisten = [
      session.on('error', ({ message }) => set(message)),
      ...successes.map((event) => session.on(event, () => set(null))),
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-status': UTDStatusElement;
  }
}
