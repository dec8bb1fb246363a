import { ContextProvider } from '@lit/context';
import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import { identityContext } from '../base/identity-context.ts';
import { ItemElement } from '../base/item-element.ts';
import { block } from '../dom/display-styles.ts';
import type { Commands } from '../commands/command.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import { setStates } from '../dom/element-states.ts';
import type { Fields } from '../templates/bindings.ts';
import { isMutedForMe } from './muted-for-me.ts';
import { participantCommands } from './participant-commands.ts';
import { property } from '../dom/property.ts';

/** Custom state → the field that turns it on. */
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
 * A participant of the room. It binds in its light DOM the fields of `Participant`, `quality` (of the connection), and
 * `trouble` (whose connection is at fault where the quality is poor or lost: `mine` or `theirs`).
 *
 * ```html
 * <utd-participants>
 *   <ul><template><li><utd-participant><span data-utd-text="name"></span></utd-participant></li></template></ul>
 * </utd-participants>
 * ```
 *
 * @tag utd-participant
 * @slot - Shown always.
 * @state mine - The participant is the local one.
 * @state speaking - The participant speaks just now.
 * @state muted - The participant cannot be heard.
 * @state silenced - A moderator muted the participant.
 * @state muted-for-me - The local participant muted this participant for themselves alone.
 * @state camera-off - The participant sends no camera.
 * @state sharing - The participant shares a screen.
 * @state poor - The connection of the participant is poor.
 * @state lost - No media of the participant arrives just now.
 * @cssprop --utd-level - With `level`: how loud the participant speaks, from 0 to 1; speech is about 0.1.
 * @command --kick - Removes the participant from the room; they can join again after half a minute. Hosts and admins.
 * @command --ban - Removes the participant from the room and keeps them out: for the button's value in seconds, or without an end. Hosts and admins.
 * @command --force-mute - Mutes the participant for the whole room, or lets them speak again; `aria-pressed` is `true` while they are muted. Hosts and admins.
 * @command --set-role - Gives the participant the role in the button's value: `admin`, `speaker` or `listener`; in a live stream `admin`, `guest` or `audience`. The host.
 * @command --mute-for-me - Mutes the participant for the local participant alone, or restores their volume; `aria-pressed` is `true` while they are muted.
 * @command --invite-to-stage - In a live stream: invites the participant on the stage. The host.
 * @command --remove-from-stage - In a live stream: takes the participant off the stage. Hosts and admins.
 * @command --invite-to-speak - In an audio room: invites the participant to speak, on the seat whose index is the button's value, or the first free seat. Hosts and admins.
 */
export class UTDParticipantElement extends ItemElement {
  static override styles = block;

  readonly #identity = new ContextProvider(this, { context: identityContext });

  /** Identity of the participant. A list of participants sets it. */
  @property() accessor identity = '';
  /** Shows how loud the participant speaks, as `--utd-level`; off unless set, because it takes processor time. */
  @booleanAttribute() accessor level = false;

  protected override inputs(): readonly unknown[] {
    return [this.identity, this.level];
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    this.#identity.setValue(this.identity);
  }

  protected fields(session: SessionController | undefined): Fields {
    const participant = session?.participants.get(this.identity).get();
    if (!session || !participant) return {};
    const { identity } = this;
    const quality = session.participants.quality(identity).get();
    return {
      ...participant,
      speaking: session.participants.speaking(identity).get(),
      mutedForMe: isMutedForMe(session, identity),
      cameraOff: !participant.camera,
      quality,
      trouble: session.participants.qualityReason(identity).get(),
      poor: quality === 'poor',
      lost: quality === 'lost',
    };
  }

  protected override levelOf({ participants }: SessionController, { speaking }: Fields) {
    const { level, identity } = this;
    return level && speaking === true ? () => participants.level(identity) : undefined;
  }

  protected override makeCommands(session: SessionController): Commands {
    return participantCommands(session, () => this.identity);
  }

  protected override show(participant: Fields): void {
    setStates(
      this,
      this.internals,
      Object.fromEntries(states.map(([state, field]) => [state, participant[field] === true])),
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
