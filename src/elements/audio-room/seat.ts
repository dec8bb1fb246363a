import { html } from 'lit';
import { property } from 'lit/decorators.js';
import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Fields } from '../templates/bindings.ts';
import type { Commands } from '../commands/command.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import { ItemElement } from '../base/item-element.ts';
import { participantCommands } from '../session/participant-commands.ts';
import { seatCommands } from './seat-commands.ts';
import { seatFields } from './seat-fields.ts';
import { block } from '../dom/display-styles.ts';
import { slots } from '../dom/slots.ts';
import { setStates } from '../dom/element-states.ts';
import { audioRoomContext } from './audio-room-context.ts';

/**
 * A seat of an audio room. It binds the fields of `Seat` in its light DOM.
 *
 * ```html
 * <utd-seat index="0">
 *   <b slot="taken" data-utd-text="name"></b>
 *   <button slot="empty" command="--take">Sit here</button>
 *   <span slot="locked">Locked</span>
 * </utd-seat>
 * ```
 *
 * @tag utd-seat
 * @slot - Shown always.
 * @slot taken - Shown while somebody sits here.
 * @slot empty - Shown while nobody does, and somebody may.
 * @slot locked - Shown while it is locked.
 * @state taken - Somebody sits here.
 * @state empty - Nobody sits here, and it is not locked.
 * @state mine - I sit here.
 * @state host - The host sits here, or it is kept for the host.
 * @state locked - It is locked.
 * @state muted - Its holder cannot be heard.
 * @state silenced - Its holder was muted by a moderator.
 * @state away - Its holder is not connected just now.
 * @state speaking - Its holder speaks just now.
 * @cssprop --utd-level - With `level`: how loud its holder is while they speak, from 0 to 1; speech is about 0.1.
 * @command --take - Sits down here and opens the microphone.
 * @command --sit - The same; where the room wants to be asked, asks to speak.
 * @command --move-here - Moves me here from my seat.
 * @command --lock - Locks it; whoever sits here gets up. Hosts and admins.
 * @command --unlock - Unlocks it. Hosts and admins.
 * @command --mute - Silences whoever sits here. Hosts and admins.
 * @command --unmute - Lets them speak again. Hosts and admins.
 * @command --unseat - Makes whoever sits here get up. Hosts and admins.
 * @command --kick - Removes whoever sits here from the room; they can come back after half a minute. Hosts and admins.
 * @command --ban - Removes them and keeps them out: for the button's value in seconds, or for good. Hosts and admins.
 * @command --force-mute - Silences them, wherever they sit; `aria-pressed` says whether they are. Hosts and admins.
 * @command --set-role - Makes them what the button's value says: `admin`, `speaker` or `listener`. The host.
 * @command --mute-for-me - Mutes them for me, or lets me hear them again; `aria-pressed` says which.
 */
export class UTDSeatElement extends ItemElement<AudioRoomController> {
  constructor() {
    super(audioRoomContext);
  }

  static override styles = block;

  /** Which seat, from 0. A list of seats sets it. */
  @property({ type: Number }) accessor index = 0;
  /** Shows how loud its holder is, as `--utd-level`; off unless asked for, because it takes processor time. */
  @booleanAttribute() accessor level = false;

  #shown = ['', 'empty'];

  protected override makeCommands(session: AudioRoomController): Commands {
    const holder = () => session.seats.at(this.index).get()?.identity ?? '';
    return { ...participantCommands(session, holder), ...seatCommands(session, this.index) };
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.hasUpdated && ['index', 'level'].some((each) => changed.has(each))) this.follow();
  }

  protected fields(session: AudioRoomController | undefined): Fields {
    return session ? seatFields(session, this.index) : {};
  }

  protected override heard({ speaking, identity }: Fields): string | undefined {
    return this.level && speaking === true ? String(identity) : undefined;
  }

  protected override show(seat: Fields): void {
    const taken = typeof seat['identity'] === 'string';
    const locked = seat['locked'] === true;
    setStates(this, this.internals, {
      taken,
      empty: !taken && !locked,
      locked,
      mine: seat['mine'] === true,
      host: seat['reserved'] === true || seat['role'] === 'host',
      muted: seat['muted'] === true,
      silenced: seat['silenced'] === true,
      away: seat['away'] === true,
      speaking: seat['speaking'] === true,
    });
    const shown = ['', ...(taken ? ['taken'] : locked ? ['locked'] : ['empty'])];
    if (shown.join() === this.#shown.join()) return;
    this.#shown = shown;
    this.requestUpdate();
  }

  protected override render() {
    return html`${slots(['', 'taken', 'empty', 'locked'], this.#shown)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-seat': UTDSeatElement;
  }
}
