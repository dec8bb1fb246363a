import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { AudioRoomOptions, Credentials } from '../../model/options.ts';
import type { SeatMode } from '../../protocol/seat.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import type { Commands } from '../commands/command.ts';
import { registerProduct } from '../base/product-additions.ts';
import { SessionProvider } from '../provider/session-provider.ts';
import { audioRoomContext } from './audio-room-context.ts';
import { seatingCommands } from './seat-commands.ts';
import {
  invitationCommands,
  invitingCommands,
  requestCommands,
  requestingCommands,
} from './speaker-commands.ts';
import { property } from '../dom/property.ts';

/**
 * An audio room: the elements inside show its session and send commands to it. A boolean attribute is true where it is
 * present, and false where it is absent or `"false"`; this rule holds for every element of the package.
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
 * @attr {boolean} hide-unavailable - Hides buttons whose command the role of the local participant does not allow; here, or on any element around buttons. `"false"` means absent.
 * @emits AudioRoomEvents
 * @slot - Shown always.
 * @slot join - A `<form>` whose submit joins; its fields `name` and `avatar` describe the local participant. Shown while not joined.
 * @slot idle - Shown before the first join, where there is no form.
 * @slot connecting - Shown while joining.
 * @slot connected - Shown while joined.
 * @slot reconnecting - Shown during an outage.
 * @slot ended - Shown after the session has ended; `data-ended` gives the reason.
 * @slot elsewhere - With `takeover="ask"`: shown in place of `join` and `ended` while the local participant is in the room on another device or in another tab.
 * @state audio-blocked - The browser waits for a click before it plays sound.
 * @state interrupted - The system uses the local microphone for itself, as a phone does for a call.
 * @command --join - Joins the room; in the slot `elsewhere`, ends the session on the other device or tab.
 * @command --leave - Leaves the room and the seat.
 * @command --retry - During an outage, reconnects at once; otherwise reads the state of the room anew.
 * @command --toggle-microphone - Opens or mutes the local microphone; `aria-pressed` is `true` while it is open.
 * @command --push-to-talk - Opens the local microphone while the button, or Space or Enter on it, is held.
 * @command --toggle-camera - Opens or closes the local camera; `aria-pressed` is `true` while it is open. Not possible in audio rooms; the button gives the reason.
 * @command --switch-camera - Switches to the next camera.
 * @command --toggle-screen-share - Starts or stops sharing a screen; `aria-pressed` is `true` while it is shared. Not possible in audio rooms.
 * @command --enable-audio - Plays the sound that the browser has blocked.
 * @command --toggle-speaker - Switches between a phone's loudspeaker and its earpiece; `aria-pressed` is `true` for the loudspeaker.
 * @command --mute-output - Mutes all participants for the local participant alone, or restores their volume; `aria-pressed` is `true` while they are muted.
 * @command --take-seat - Takes the seat whose index is the button's value.
 * @command --leave-seat - Leaves the seat.
 * @command --request-to-speak - Requests to speak, in a room in request mode; the button's value is a note to the request.
 * @command --cancel-request - Cancels the local participant's request to speak.
 * @command --setup-seats - Sets the number of seats to the button's value, or with `free` or `request` the mode of the seats: free to take, or on request; `aria-pressed` is `true` while the room is set up so. Hosts and admins.
 * @command --lock-comments - Locks the chat: only hosts and admins can write. Hosts and admins.
 * @command --unlock-comments - Unlocks the chat: all participants can write. Hosts and admins.
 * @command --end-room - Ends the room for all participants. The host.
 */
export class UTDAudioRoomElement extends SessionProvider<AudioRoomController> {
  /** Claims the role of the host. A participant whose claim is not valid joins as a listener. */
  @booleanAttribute('as-host') accessor asHost = false;
  /** Number of seats of a new room, 1–100; 8 unless set. */
  @property({ type: Number, attribute: 'seat-count' }) accessor seatCount: number | undefined;
  /** Mode of the seats: `free` to take, or on `request`; `free` unless set. */
  @property({ attribute: 'seat-mode' }) accessor seatMode: SeatMode | '' = '';
  /** Index of the seat that is reserved for the host; 0 unless set. */
  @property({ type: Number, attribute: 'host-seat' }) accessor hostSeat: number | undefined;
  /** The app's own name for the layout. */
  @property({ attribute: 'mode-id' }) accessor modeId = '';
  /** Lets the screen turn off while the local participant is on a seat. */
  @booleanAttribute('no-wake-lock') accessor noWakeLock = false;
  /** Leaves the media buttons of the system, on a lock screen or a headset, to the page. */
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
  stageMembers: ({ participants, seats }) =>
    seats.grid
      .get()
      .seats.flatMap(({ identity, name, avatar, role, away, muted, silenced }) =>
        identity === null
          ? []
          : [{ identity, name, avatar, role, muted, silenced, ...participants.get(identity).get(), away }],
      ),
  requests: ({ speakers }) => speakers.requests.get(),
  requestCommands: (session, { id }) => requestCommands(session, id),
  invitations: ({ speakers }) => speakers.invitations.get(),
  invitationCommands,
  participantCommands: invitingCommands,
});

declare global {
  interface HTMLElementTagNameMap {
    'utd-audio-room': UTDAudioRoomElement;
  }
}
