import { property } from 'lit/decorators.js';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { AudioRoomOptions, Credentials } from '../../model/options.ts';
import type { SeatMode } from '../../protocol/seat.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import type { Commands } from '../commands/command.ts';
import { registerProduct } from '../base/product-additions.ts';
import { SessionProvider } from '../provider/session-provider.ts';
import { audioRoomContext } from './audio-room-context.ts';
import { seatingCommands } from './seat-commands.ts';
import { invitingCommands, requestingCommands } from './speaker-commands.ts';

/**
 * An audio room: everything inside shows it and acts on it. A boolean attribute is true where it is present, and false
 * where it is absent or `"false"`; that holds for every element of ours.
 *
 * ```html
 * <utd-audio-room app-id="1234567890" room="lobby">
 *   <form slot="join"><input name="name" required><button>Join</button></form>
 *   <utd-seats>
 *     <template>
 *       <utd-seat><b slot="taken" data-utd-text="name"></b><button slot="empty" command="--take">Sit here</button></utd-seat>
 *     </template>
 *   </utd-seats>
 * </utd-audio-room>
 * ```
 *
 * @tag utd-audio-room
 * @attr {boolean} hide-unavailable - Hides buttons whose command my role may never do, until it may; here, or on any element around buttons. `"false"` is as not there.
 * @emits AudioRoomEvents
 * @slot - Shown always.
 * @slot join - A `<form>` whose submit joins; its fields `name` and `avatar` say who I am. Shown while not joined.
 * @slot idle - Shown before the first join, where there is no form.
 * @slot connecting - Shown while joining.
 * @slot connected - Shown while joined.
 * @slot reconnecting - Shown during an outage.
 * @slot ended - Shown after the end; `data-ended` says which.
 * @slot elsewhere - With `takeover="ask"`: shown in place of `join` and `ended` where I am in the room already, in another place.
 * @state audio-blocked - The browser waits for a click before it plays sound.
 * @state interrupted - The system has taken my microphone for itself, as a phone does for a call.
 * @command --join - Joins the room; in the slot `elsewhere`, in place of my other place.
 * @command --leave - Leaves the room and gives the seat back.
 * @command --retry - Comes back from an outage now, and not only when the next try is due; else reads the room anew.
 * @command --toggle-microphone - Opens or mutes my microphone; `aria-pressed` says which.
 * @command --push-to-talk - Opens my microphone while the button, or Space or Enter on it, is held.
 * @command --toggle-camera - Opens or closes my camera; `aria-pressed` says which. Not in audio rooms, whose button says why.
 * @command --switch-camera - Goes over to the other camera.
 * @command --toggle-screen-share - Shares a screen that I pick, or stops; `aria-pressed` says which. Not in audio rooms.
 * @command --enable-audio - Plays what the browser has held back.
 * @command --toggle-speaker - Changes between a phone's loudspeaker and its earpiece; `aria-pressed` says which.
 * @command --mute-output - Mutes everybody for me, or lets them be heard again; `aria-pressed` says which.
 * @command --take-seat - Sits down in the seat whose index is the button's value.
 * @command --leave-seat - Gets up.
 * @command --request-to-speak - Asks to speak, where seats are on request; the button's value is a note to it.
 * @command --cancel-request - Takes my request to speak back.
 * @command --setup-seats - Sets the number of seats to the button's value, or with `free` or `request` whether anybody may sit or must ask; `aria-pressed` says whether it is so. Hosts and admins.
 * @command --lock-comments - Lets only hosts and admins write. Hosts and admins.
 * @command --unlock-comments - Lets everybody write. Hosts and admins.
 * @command --end-room - Ends the room for everybody. The host.
 */
export class UTDAudioRoomElement extends SessionProvider<AudioRoomController> {
  /** Claim the room. Where the claim is not valid I am a listener. */
  @booleanAttribute('as-host') accessor asHost = false;
  /** How many seats a new room has, 1–100; 8 unless told. */
  @property({ type: Number, attribute: 'seat-count' }) accessor seatCount: number | undefined;
  /** `free` or `request`; `free` unless told. */
  @property({ attribute: 'seat-mode' }) accessor seatMode: SeatMode | '' = '';
  /** Index of the seat that is kept for the host; 0 unless told. */
  @property({ type: Number, attribute: 'host-seat' }) accessor hostSeat: number | undefined;
  /** The app's own name for the layout. */
  @property({ attribute: 'mode-id' }) accessor modeId = '';

  /** Lets the screen go dark while I am on a seat. */
  @booleanAttribute('no-wake-lock') accessor noWakeLock = false;
  /** Leaves the system’s own buttons, on a lock screen or a headset, to the page. */
  @booleanAttribute('no-media-session') accessor noMediaSession = false;

  constructor() {
    super(audioRoomContext);
  }

  protected makeSession(): AudioRoomController {
    // Without a Lit host: the element follows signals of the session, and is not updated after every event.
    return new AudioRoomController(null, () => this.options());
  }

  protected override productCommands(session: AudioRoomController): Commands {
    return { ...seatingCommands(session), ...requestingCommands(session) };
  }

  protected override options(): AudioRoomOptions & Credentials {
    const { asHost, seatCount, hostSeat, noWakeLock, noMediaSession } = this;
    const onAir = { wakeLock: !noWakeLock, mediaSession: !noMediaSession };
    const layout = { seatCount, hostSeat, seatMode: this.seatMode || undefined };
    return { ...super.options(), ...layout, ...onAir, asHost, modeId: this.modeId || undefined };
  }
}

registerProduct<AudioRoomController>({
  isSession: (session): session is AudioRoomController => 'seats' in session,
  statusFields: ({ speakers }) => ({
    waiting: speakers.waiting.get(),
    position: speakers.mine.get()?.position ?? null,
  }),
  participantCommands: invitingCommands,
});

declare global {
  interface HTMLElementTagNameMap {
    'utd-audio-room': UTDAudioRoomElement;
  }
}
