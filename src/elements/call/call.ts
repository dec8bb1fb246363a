import { CallController } from '../../controllers/call-controller.ts';
import type { RingStatus } from '../../model/call.ts';
import type { CallOptions, Credentials } from '../../model/options.ts';
import type { CallType } from '../../protocol/call/call.ts';
import { ContextSource } from '../base/context-source.ts';
import { registerProduct } from '../base/product-additions.ts';
import type { Commands } from '../commands/command.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import { setData } from '../dom/element-states.ts';
import { reportError } from '../dom/report-error.ts';
import { mediaCommands } from '../provider/session-commands.ts';
import { SessionOwner } from '../provider/session-owner.ts';
import { signalContext } from '../signalling/signal-context.ts';
import { callCommands } from './call-commands.ts';
import { callContext } from './call-context.ts';
import { RingTone } from './ring-tone.ts';
import { property } from '../dom/property.ts';

const slots = ['', 'idle', 'outgoing', 'incoming', 'active', 'over', 'ring'] as const;
type Slot = (typeof slots)[number];

/** The slot of each status; a call that waits for an answer has one slot for each side. */
const slotOf: Readonly<Record<RingStatus, Slot | undefined>> = {
  idle: 'idle',
  initiating: undefined,
  ringing: undefined,
  active: 'active',
  ended: 'over',
  rejected: 'over',
  missed: 'over',
  busy: 'over',
  cancelled: 'over',
};

/** “1:05”, and “1:00:05” from an hour on. */
function clockTime(seconds: number | null): string | null {
  if (seconds === null) return null;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/**
 * Calls with one other person, one after another: the elements inside show the call and send commands to it. Inside a
 * `<utd-signal>` the calls of others ring.
 *
 * `data-call` is the status of the call: `idle`, `initiating`, `ringing`, `active`, `ended`, `rejected`, `missed`, `busy`
 * or `cancelled`. The last call stays until the next one. `<utd-status>` binds in addition `call` (the status), `peer` (the
 * name of the other person), `peerIdentity`, `peerAvatar`, `startedAt` (a time) and `duration`; its `reason` is that of
 * the end of the call. `<utd-stage>` has both people.
 *
 * ```html
 * <utd-signal token-url="/signal-token">
 *   <utd-call app-id="1234567890" identity="ada">
 *     <button slot="idle" command="--call" value="ben">Call Ben</button>
 *     <button slot="outgoing" command="--end">Cancel</button>
 *     <p slot="incoming"><button command="--accept">Answer</button> <button command="--reject">Decline</button></p>
 *     <p slot="active"><utd-status><span data-utd-text="duration"></span></utd-status> <button command="--end">Hang up</button></p>
 *     <p slot="over"><utd-status><span data-utd-text="ended"></span></utd-status></p>
 *     <audio slot="ring" src="/ring.mp3" loop></audio>
 *   </utd-call>
 * </utd-signal>
 * ```
 *
 * @tag utd-call
 * @attr {boolean} hide-unavailable - Hides buttons whose command is never possible in this kind of call; here, or on any element around buttons. `"false"` means absent.
 * @emits CallEvents
 * @slot - Shown always.
 * @slot idle - Shown before the first call.
 * @slot outgoing - Shown while the call of the local participant waits for an answer.
 * @slot incoming - Shown while the call of another person rings.
 * @slot active - Shown from the answer to the end.
 * @slot over - Shown after the end, until the next call.
 * @slot ring - An `<audio>` that sounds while the call of another person rings, in one tab only.
 * @state audio-blocked - The browser waits for a click before it plays sound.
 * @state interrupted - The system uses the local microphone or camera for itself, as a phone does for a call.
 * @command --call - Calls the person whose identity is the button's value, or `callee`.
 * @command --accept - Answers the call that rings, and opens the microphone, and the camera in a video call.
 * @command --reject - Declines the call that rings.
 * @command --end - Ends the call, or the wait for an answer.
 * @command --retry - During an outage, reconnects at once; otherwise reads the state of the call anew.
 * @command --toggle-microphone - Opens or mutes the local microphone; `aria-pressed` is `true` while it is open. In an answered call.
 * @command --push-to-talk - Opens the local microphone while the button, or Space or Enter on it, is held.
 * @command --toggle-camera - Opens or closes the local camera; `aria-pressed` is `true` while it is open. In a video call.
 * @command --switch-camera - Switches to the next camera.
 * @command --toggle-screen-share - Starts or stops sharing a screen; `aria-pressed` is `true` while it is shared. In a video call.
 * @command --enable-audio - Plays the sound that the browser has blocked.
 * @command --toggle-speaker - Switches between a phone's loudspeaker and its earpiece; `aria-pressed` is `true` for the loudspeaker.
 * @command --mute-output - Mutes the other person for the local participant alone, or restores their volume; `aria-pressed` is `true` while they are muted.
 */
export class UTDCallElement extends SessionOwner<CallController> {
  /** The kind of calls that are made and taken here: `audio_call` (unless set) or `video_call`. */
  @property() accessor type: CallType | '' = '';
  /** Identity of the person whom `--call` calls, where its button names nobody. */
  @property() accessor callee = '';
  /** Id of the `<utd-signal>` that brings calls; unless set, the nearest one around this element. */
  @property() accessor for = '';
  /** Calls and answers without opening the microphone. */
  @booleanAttribute() accessor muted = false;
  /** Lets the screen turn off during a call. */
  @booleanAttribute('no-wake-lock') accessor noWakeLock = false;
  /** Leaves the media buttons of the system, on a lock screen or a headset, to the page. */
  @booleanAttribute('no-media-session') accessor noMediaSession = false;

  readonly #signal = new ContextSource(
    this,
    signalContext,
    () => this.ownSession?.ring.listenTo(this.#signal.value),
    () => this.for,
  );
  readonly #tone = new RingTone(this);
  /** The call that a reload has interrupted was looked for. */
  #resumed = false;

  constructor() {
    super(callContext, slots, ['', 'idle', 'ring']);
  }

  protected makeSession(): CallController {
    // Without a Lit host: the element follows signals of the session, and is not updated after every event.
    return new CallController(null, () => this.options());
  }

  protected options(): CallOptions & Credentials {
    const { type, muted, noWakeLock, noMediaSession, credentials } = this;
    const onAir = { wakeLock: !noWakeLock, mediaSession: !noMediaSession };
    return { ...credentials, ...onAir, muted, type: type || 'audio_call' };
  }

  protected override ownCommands(session: CallController): Commands {
    return { ...mediaCommands(session), ...callCommands(session, () => this.callee) };
  }

  protected override shownSlots({ ring }: CallController): readonly string[] {
    const shown: Slot = slotOf[ring.status.get()] ?? ring.direction.get() ?? 'idle';
    return ['', shown, 'ring'];
  }

  protected override optionsChanged(): void {
    void this.#resume();
  }

  protected override began(session: CallController): readonly (() => void)[] {
    const own = this.ownSession;
    own?.ring.listenTo(this.#signal.value);
    return [
      () => this.#tone.set(null, session),
      session.watch(() => void this.#resume()),
      () => own?.ring.listenTo(undefined),
    ];
  }

  protected override show(session: CallController): void {
    super.show(session);
    setData(this, 'call', session.ring.status.get());
    this.#tone.set(session.ring.ringing.get(), session);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    // The verdict of a button without a value follows the attribute.
    if (changed.has('callee')) this.commandsChanged();
  }

  /** Looks once for the call that a reload has interrupted, when it is known who the person is. Reads signals. */
  async #resume(): Promise<void> {
    const session = this.ownSession;
    const { appId, identity, identityUrl, identityProvider } = this.credentials;
    const named = identity || identityUrl || identityProvider || session?.ring.signedInAs;
    // A plane around the element tells who is signed in, once it is connected.
    const waits = !named && (this.#signal.value || this.closest('utd-signal'));
    if (this.#resumed || !session || !appId || waits) return;
    this.#resumed = true;
    await undefined; // an effect may not write signals
    await session.ring
      .resume()
      .catch((error: unknown) => reportError(session, error, 'come back to the call'));
  }
}

registerProduct<CallController>({
  isSession: (session): session is CallController => 'ring' in session,
  statusFields({ ring }) {
    const peer = ring.peer.get();
    const reason = ring.reason.get();
    return {
      call: ring.status.get(),
      peer: peer?.name ?? null,
      peerIdentity: peer?.identity ?? null,
      peerAvatar: peer?.avatar ?? null,
      startedAt: ring.startedAt.get(),
      duration: clockTime(ring.seconds.get()),
      ...(reason && { reason }),
    };
  },
  stageMembers: ({ participants }) => participants.everyone.get().map((each) => ({ ...each, away: false })),
  requests: () => [],
  requestCommands: () => ({}),
  invitations: () => [],
  invitationCommands: () => ({}),
  participantCommands: () => ({}),
});

declare global {
  interface HTMLElementTagNameMap {
    'utd-call': UTDCallElement;
  }
}
