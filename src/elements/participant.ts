import { html } from 'lit';
import { property } from 'lit/decorators.js';
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import type { Fields } from './bindings.ts';
import { ItemElement } from './item-element.ts';
import { block } from './session-element.ts';
import { setStates } from './states.ts';

const states = ['mine', 'speaking', 'muted', 'silenced'] as const;

/**
 * A person in the room. It binds the fields of `Participant` in its light DOM.
 *
 * ```html
 * <utd-participants>
 *   <ul><template><li><utd-participant><span data-utd-text="name"></span></utd-participant></li></template></ul>
 * </utd-participants>
 * ```
 *
 * @tag utd-participant
 * @slot - Shown always.
 * @state mine - It is me.
 * @state speaking - Speaks just now.
 * @state muted - Cannot be heard.
 * @state silenced - Was muted by a moderator.
 */
export class UTDParticipantElement extends ItemElement {
  static override styles = block;

  /** Whom it shows. A list of participants sets it. */
  @property() accessor identity = '';

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (changed.has('identity') && this.hasUpdated) this.follow();
  }

  protected fields(session: AudioRoomController | undefined): Fields {
    const person = session?.participants.get(this.identity).get();
    return session && person
      ? { ...person, speaking: session.participants.speaking(this.identity).get() }
      : {};
  }

  protected override show(person: Fields): void {
    setStates(this.internals, Object.fromEntries(states.map((state) => [state, person[state] === true])));
  }

  protected override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-participant': UTDParticipantElement;
  }
}
