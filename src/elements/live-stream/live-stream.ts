import { LiveStreamController } from '../../controllers/live-stream-controller.ts';
import type { Credentials, LiveStreamOptions } from '../../model/options.ts';
import { registerProduct } from '../base/product-additions.ts';
import type { Commands } from '../commands/command.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import { SessionProvider } from '../provider/session-provider.ts';
import { liveStreamContext } from './live-stream-context.ts';
import {
  stageInvitationCommands,
  stageMemberCommands,
  stageRequestCommands,
  stagingCommands,
} from './stage-commands.ts';

/**
 * A live stream: the elements inside show its session and send commands to it.
 *
 * ```html
 * <utd-live-stream app-id="1234567890" room="show" as-host>
 *   <utd-stage>
 *     <template><utd-participant><utd-video></utd-video><b data-utd-text="name"></b></utd-participant></template>
 *   </utd-stage>
 *   <button command="--preview">Camera and microphone</button>
 *   <button command="--go-live">Go live</button>
 *   <button command="--end-live">End</button>
 *   <utd-status><span data-utd-text="viewers"></span> watching</utd-status>
 * </utd-live-stream>
 * ```
 *
 * @tag utd-live-stream
 * @attr {boolean} hide-unavailable - Hides buttons whose command the role of the local participant does not allow; here, or on any element around buttons. `"false"` means absent.
 * @emits LiveStreamEvents
 * @slot - Shown always.
 * @slot join - A `<form>` whose submit joins; its fields `name` and `avatar` describe the local participant. Shown while not joined.
 * @slot idle - Shown before the first join, where there is no form.
 * @slot connecting - Shown while joining.
 * @slot connected - Shown while joined.
 * @slot reconnecting - Shown during an outage.
 * @slot ended - Shown after the session has ended; `data-ended` gives the reason.
 * @slot elsewhere - With `takeover="ask"`: shown in place of `join` and `ended` while the local participant is in the live stream on another device or in another tab.
 * @state live - The stream is live.
 * @state audio-blocked - The browser waits for a click before it plays sound.
 * @state interrupted - The system uses the local microphone or camera for itself, as a phone does for a call.
 * @command --join - Joins the live stream; in the slot `elsewhere`, ends the session on the other device or tab.
 * @command --leave - Leaves the live stream, and the stage.
 * @command --retry - During an outage, reconnects at once; otherwise reads the state of the live stream anew.
 * @command --preview - Opens camera and microphone for the local participant alone, or closes them again; `aria-pressed` is `true` while they are open so.
 * @command --go-live - Goes live, and opens camera and microphone as far as the person allows; after a reload opens them again. The host.
 * @command --end-live - Ends the live stream. The host.
 * @command --request-stage - Asks to come on stage. An approval opens camera and microphone.
 * @command --cancel-request - Cancels the local participant's request for the stage.
 * @command --leave-stage - Leaves the stage; camera and microphone close. Guests.
 * @command --toggle-microphone - Opens or mutes the local microphone; `aria-pressed` is `true` while it is open. On the stage of a stream that is live.
 * @command --push-to-talk - Opens the local microphone while the button, or Space or Enter on it, is held.
 * @command --toggle-camera - Opens or closes the local camera; `aria-pressed` is `true` while it is open.
 * @command --switch-camera - Switches to the next camera.
 * @command --toggle-screen-share - Starts or stops sharing a screen; `aria-pressed` is `true` while it is shared.
 * @command --enable-audio - Plays the sound that the browser has blocked.
 * @command --toggle-speaker - Switches between a phone's loudspeaker and its earpiece; `aria-pressed` is `true` for the loudspeaker.
 * @command --mute-output - Mutes all participants for the local participant alone, or restores their volume; `aria-pressed` is `true` while they are muted.
 * @command --lock-comments - Locks the chat: only hosts and admins can write. Hosts and admins.
 * @command --unlock-comments - Unlocks the chat: all participants can write. Hosts and admins.
 * @command --end-room - Ends the room for all participants. The host.
 */
export class UTDLiveStreamElement extends SessionProvider<LiveStreamController> {
  /** Claims the role of the host. A participant whose claim is not valid joins as audience. */
  @booleanAttribute('as-host') accessor asHost = false;
  /** Lets the screen turn off while the local participant is on air. */
  @booleanAttribute('no-wake-lock') accessor noWakeLock = false;
  /** Leaves the media buttons of the system, on a lock screen or a headset, to the page. */
  @booleanAttribute('no-media-session') accessor noMediaSession = false;

  constructor() {
    super(liveStreamContext);
  }

  protected makeSession(): LiveStreamController {
    // Without a Lit host: the element follows signals of the session, and is not updated after every event.
    return new LiveStreamController(null, () => this.options());
  }

  protected override productCommands(session: LiveStreamController): Commands {
    return stagingCommands(session);
  }

  protected override productStates({ stage }: LiveStreamController): Readonly<Record<string, boolean>> {
    return { live: stage.live.get() };
  }

  protected override options(): LiveStreamOptions & Credentials {
    const { asHost, noWakeLock, noMediaSession } = this;
    return { ...super.options(), asHost, wakeLock: !noWakeLock, mediaSession: !noMediaSession };
  }
}

registerProduct<LiveStreamController>({
  isSession: (session): session is LiveStreamController => 'stage' in session,
  statusFields({ participants, stage }) {
    const present = stage.members.get().filter(({ away }) => !away).length;
    return {
      live: stage.live.get(),
      liveStartedAt: stage.liveStartedAt.get(),
      viewers: Math.max(participants.count.get() - present, 0),
      waiting: stage.waiting.get(),
      position: stage.mine.get()?.position ?? null,
    };
  },
  stageMembers: ({ stage }) => stage.members.get().map((member) => ({ ...member })),
  requests: ({ stage }) => stage.requests.get(),
  requestCommands: (session, { identity }) => stageRequestCommands(session, identity),
  invitations: ({ stage }) => stage.invitations.get(),
  invitationCommands: stageInvitationCommands,
  participantCommands: stageMemberCommands,
});

declare global {
  interface HTMLElementTagNameMap {
    'utd-live-stream': UTDLiveStreamElement;
  }
}
