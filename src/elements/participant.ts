import { html } from 'lit';
import { property } from 'lit/decorators.js';
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import type { Fields } from './bindings.ts';
import type { Commands } from './command.ts';
import { ItemElement } from './item-element.ts';
import { isMutedForMe, personCommands } from './person-commands.ts';
import { block } from './session-element.ts';
import { setStates } from './states.ts';

/** State → the field that it shows. */
const states = Object.entries({
  mine: 'mine',
  speaking: 'speaking',
  muted: 'muted',
  silenced: 'silenced',
  'muted-for-me': 'mutedForMe',
});

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
 * @state muted-for-me - I have muted them for me.
 * @command --mute-for-me - Mutes them for me, or lets me hear them again; `aria-pressed` says which.
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
    if (!session || !person) return {};
    const speaking = session.participants.speaking(this.identity).get();
    return { ...person, speaking, mutedForMe: isMutedForMe(session, this.identity) };
  }

  protected override makeCommands(session: AudioRoomController): Commands {
    return personCommands(session, this.identity);
  }

  protected override show(person: Fields): void {
    setStates(
      this.internals,
      Object.fromEntries(states.map(([state, field]) => [state, person[field] === true])),
    );
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
