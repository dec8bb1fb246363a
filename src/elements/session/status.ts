import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import type { Fields } from '../templates/bindings.ts';
import { additionsOf } from '../base/product-additions.ts';
import { ItemElement } from '../base/item-element.ts';
import { contents } from '../dom/display-styles.ts';

/** After one of these what went wrong before is no news any more. */
const overtaking = ['connectionStateChanged', 'micEnabledChanged', 'audioBlockedChanged'] as const;

/**
 * The session itself. It binds `connection`, `quality`, `trouble` (why that is poor or lost), `room`, `identity`, `name`, `role`, `count`,
 * `locked` (comments are), `waiting` (how many ask to speak), `position` (my own place among them), `ended`
 * (why the last one ended, a sentence), `reason` (the same as a code) and `error` (what went wrong
 * last, a sentence; gone once something went right).
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
  #deafen: (() => void)[] = [];
  #heard: SessionController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hear(undefined);
  }

  protected override follow(): void {
    this.#hear(this.isConnected ? this.session : undefined);
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

  /** An error is an event and no state, so it is heard and kept here. */
  #hear(session: SessionController | undefined): void {
    if (session === this.#heard) return;
    for (const stop of this.#deafen.splice(0)) stop();
    this.#heard = session;
    this.#error = null;
    if (!session) return;
    const say = (error: string | null) => {
      if (error === this.#error) return;
      this.#error = error;
      super.follow();
    };
    this.#deafen = [
      session.on('error', ({ message }) => say(message)),
      ...overtaking.map((event) => session.on(event, () => say(null))),
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-status': UTDStatusElement;
  }
}
