import { html } from 'lit';
import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { ItemElement } from '../base/item-element.ts';
import { block } from '../dom/display-styles.ts';
import type { Commands } from '../commands/command.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import { setStates } from '../dom/element-states.ts';
import { StateSlots } from '../dom/state-slots.ts';
import { participantCommands } from '../session/participant-commands.ts';
import type { Fields } from '../templates/bindings.ts';
import { audioRoomContext } from './audio-room-context.ts';
import { seatCommands } from './seat-commands.ts';
import { property } from '../dom/property.ts';

/** The fields of a seat; none where the room has no seat of this index. Reads signals. */
export function seatFields(session: AudioRoomController, index: number): Fields {
  const seat = session.seats.at(index).get();
  if (!seat) return {};
  const { identity } = seat;
  const speaking = identity !== null && session.participants.speaking(identity).get();
  // The identity is compared, because `seats.mine` changes for every seat when the local participant's seat does.
  return { ...seat, speaking, mine: identity !== null && identity === session.identity.get() };
}

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
 * @slot taken - Shown while a participant is on the seat.
 * @slot empty - Shown while the seat is free and not locked.
 * @slot locked - Shown while the seat is free and locked.
 * @state taken - A participant is on the seat.
 * @state empty - The seat is free and not locked.
 * @state mine - The local participant is on the seat.
 * @state host - The host is on the seat, or the seat is reserved for the host.
 * @state locked - The seat is locked.
 * @state muted - The participant on the seat cannot be heard.
 * @state silenced - A moderator muted the participant on the seat.
 * @state away - The participant on the seat is not connected just now.
 * @state speaking - The participant on the seat speaks just now.
 * @cssprop --utd-level - With `level`: how loud the participant on the seat speaks, from 0 to 1; speech is about 0.1.
 * @command --take - Takes the seat and opens the microphone.
 * @command --sit - Takes the seat; in a room in request mode, requests to speak.
 * @command --move-here - Moves the local participant from their seat to this one.
 * @command --lock - Locks the seat, and removes the participant from it. Hosts and admins.
 * @command --unlock - Unlocks the seat. Hosts and admins.
 * @command --mute - Mutes the participant on the seat for the whole room. Hosts and admins.
 * @command --unmute - Lets the participant on the seat speak again. Hosts and admins.
 * @command --unseat - Removes the participant from the seat. Hosts and admins.
 * @command --kick - Removes the participant on the seat from the room; they can join again after half a minute. Hosts and admins.
 * @command --ban - Removes the participant on the seat from the room and keeps them out: for the button's value in seconds, or without an end. Hosts and admins.
 * @command --force-mute - Mutes the participant for the whole room, on whatever seat, or lets them speak again; `aria-pressed` is `true` while they are muted. Hosts and admins.
 * @command --set-role - Gives the participant on the seat the role in the button's value: `admin`, `speaker` or `listener`. The host.
 * @command --mute-for-me - Mutes the participant on the seat for the local participant alone, or restores their volume; `aria-pressed` is `true` while they are muted.
 */
export class UTDSeatElement extends ItemElement<AudioRoomController> {
  static override styles = block;

  /** Index of the seat, from 0. A list of seats sets it. */
  @property({ type: Number }) accessor index = 0;
  /** Shows how loud the participant on the seat speaks, as `--utd-level`; off unless set, because it takes processor time. */
  @booleanAttribute() accessor level = false;

  readonly #slots = new StateSlots(this, ['', 'taken', 'empty', 'locked'], ['', 'empty']);

  constructor() {
    super(audioRoomContext);
  }

  /** An attribute that was removed, or is empty, leaves no index. */
  get #index(): number {
    return (this.index as number | undefined) ?? 0;
  }

  protected override makeCommands(session: AudioRoomController): Commands {
    const seated = () => session.seats.at(this.#index).get()?.identity ?? '';
    return { ...participantCommands(session, seated), ...seatCommands(session, this.#index) };
  }

  protected override inputs(): readonly unknown[] {
    return [this.index, this.level];
  }

  protected fields(session: AudioRoomController | undefined): Fields {
    return session ? seatFields(session, this.#index) : {};
  }

  protected override levelOf({ participants }: AudioRoomController, { speaking, identity }: Fields) {
    return this.level && speaking === true ? () => participants.level(String(identity)) : undefined;
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
    this.#slots.show(['', taken ? 'taken' : locked ? 'locked' : 'empty']);
  }

  protected override render() {
    return html`${this.#slots.render()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-seat': UTDSeatElement;
  }
}
