import { html } from 'lit';
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import type { Fields } from './bindings.ts';
import { ItemElement } from './item-element.ts';
import { contents } from './session-element.ts';

/**
 * The session itself. It binds `connection`, `room`, `identity`, `name`, `role`, `count`, `ended`
 * (a sentence), `reason` (why it ended) and `error` (its code).
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

  protected fields(session: AudioRoomController | undefined): Fields {
    if (!session) return {};
    const { connection, participants } = session;
    const identity = session.identity.get();
    const ended = connection.ended.get();
    return {
      connection: connection.state.get(),
      room: session.roomName,
      identity,
      name: identity === null ? null : (participants.get(identity).get()?.name ?? null),
      role: session.role.get(),
      count: participants.count.get(),
      ended: ended?.message ?? null,
      reason: ended?.why ?? null,
      error: ended?.error?.code ?? null,
    };
  }

  protected override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-status': UTDStatusElement;
  }
}
