import { html } from 'lit';
import { property } from 'lit/decorators.js';
import type { SessionController } from '../../controllers/session-controller.ts';
import type { Fields } from '../templates/bindings.ts';
import type { Commands } from '../commands/command.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import { ItemElement } from '../base/item-element.ts';
import { isMutedForMe, participantCommands } from './participant-commands.ts';
import { block } from '../dom/display-styles.ts';
import { setStates } from '../dom/element-states.ts';

/** State → the field that it shows. */
const states = Object.entries({
  mine: 'mine',
  speaking: 'speaking',
  muted: 'muted',
  silenced: 'silenced',
  'muted-for-me': 'mutedForMe',
  'camera-off': 'cameraOff',
  sharing: 'screen',
  poor: 'poor',
  lost: 'lost',
});

/**
 * A person in the room. It binds in its light DOM the fields of `Participant`, `quality`, and `trouble` (whose connection
 * it is, `mine` or `theirs`, where that is poor or lost).
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
 * @state camera-off - Sends no camera.
 * @state sharing - Shows a screen.
 * @state poor - Is badly connected.
 * @state lost - Nothing of theirs arrives just now.
 * @cssprop --utd-level - With `level`: how loud they are while they speak, from 0 to 1; speech is about 0.1.
 * @command --kick - Removes them; they can come back after half a minute. Hosts and admins.
 * @command --ban - Removes them and keeps them out: for the button's value in seconds, or for good. Hosts and admins.
 * @command --force-mute - Silences them, or lets them speak again; `aria-pressed` says which. Hosts and admins.
 * @command --set-role - Makes them what the button's value says: `admin`, `speaker` or `listener`. The host.
 * @command --mute-for-me - Mutes them for me, or lets me hear them again; `aria-pressed` says which.
 * @command --invite-to-speak - Asks them to speak, in the seat whose index is the button's value, or the first free one. Hosts and admins.
 */
export class UTDParticipantElement extends ItemElement {
  static override styles = block;

  /** Whom it shows. A list of participants sets it. */
  @property() accessor identity = '';
  /** Shows how loud they are, as `--utd-level`; off unless asked for, because it takes processor time. */
  @booleanAttribute() accessor level = false;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.hasUpdated && ['identity', 'level'].some((each) => changed.has(each))) this.follow();
  }

  protected fields(session: SessionController | undefined): Fields {
    const person = session?.participants.get(this.identity).get();
    if (!session || !person) return {};
    const { identity } = this;
    const quality = session.participants.quality(identity).get();
    return {
      ...person,
      speaking: session.participants.speaking(identity).get(),
      mutedForMe: isMutedForMe(session, identity),
      cameraOff: !person.camera,
      quality,
      trouble: session.participants.qualityReason(identity).get(),
      poor: quality === 'poor',
      lost: quality === 'lost',
    };
  }

  protected override heard({ speaking, identity }: Fields): string | undefined {
    return this.level && speaking === true ? String(identity) : undefined;
  }

  protected override makeCommands(session: SessionController): Commands {
    return participantCommands(session, () => this.identity);
  }

  protected override show(person: Fields): void {
    setStates(
      this,
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
