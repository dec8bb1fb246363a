import { css, html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import type { ConnectionState } from '../../model/session-state.ts';
import type { VideoSize, VideoSource, VideoView } from '../../model/video-view.ts';
import { equal } from '../../reactive/equal.ts';
import { ContextSource } from '../base/context-source.ts';
import { identityContext } from '../base/identity-context.ts';
import { MediaElement } from '../base/media-element.ts';
import { BoxVisibility } from '../dom/box-visibility.ts';
import { setStates } from '../dom/element-states.ts';
import { FrameWatch } from '../dom/frame-watch.ts';
import { StateSlots } from '../dom/state-slots.ts';
import { isMutedForMe, muteForMe, setVolumeForMe, volumeForMe } from './muted-for-me.ts';
import { property } from '../dom/property.ts';

/** `none`: there is no session, or no participant is named. */
type PictureState = 'none' | 'sent' | 'camera-off' | 'lost';

/** The picture of a participant that an element asks for. */
interface Watch {
  readonly session: SessionController;
  readonly identity: string;
  readonly source: VideoSource;
  readonly size: VideoSize;
}

/** Slots that are shown instead of the picture, for a picture without a frame. */
const instead: Readonly<Record<PictureState, 'poster' | 'off'>> = {
  none: 'off',
  sent: 'poster',
  'camera-off': 'off',
  lost: 'off',
};

const joined: ReadonlySet<ConnectionState> = new Set(['connected', 'reconnecting']);

/** Reads signals. */
function pictureState({ connection }: SessionController, { lost, muted }: VideoView): PictureState {
  if (!joined.has(connection.state.get())) return 'none';
  return lost ? 'lost' : muted ? 'camera-off' : 'sent';
}

/** A camera that shows its own user. A camera without a direction, such as a webcam, is taken for one. */
const isFrontCamera = (source: VideoSource, track: MediaStreamTrack | undefined): boolean =>
  source === 'camera' && track?.getSettings().facingMode !== 'environment';

/**
 * The camera or the screen of a participant: the one of the item around it (`<utd-participant>`, a clone of a list), or
 * the one with its `identity`. It behaves as a `<video>`, so that player controls such as those of media-chrome fit it.
 *
 * The picture is received while it can be seen, at the size of the box: not while it is scrolled away, hidden, paused or
 * in another tab, unless it is in picture-in-picture. The box is 16 to 9 unless a style says otherwise, and `object-fit`
 * counts as for a `<video>`. The local participant's own picture is mirrored, unless it comes from a camera that faces
 * away (`facingMode` is `environment`); others never get a mirrored picture.
 *
 * ```html
 * <utd-participants>
 *   <ul><template><li>
 *     <utd-video><img slot="poster" alt="" data-utd-attr-src="avatar"><b slot="off" data-utd-text="name"></b></utd-video>
 *   </li></template></ul>
 * </utd-participants>
 * ```
 *
 * @tag utd-video
 * @slot poster - Shown until the first frame of a picture that is sent.
 * @slot off - Shown while there is no picture: the camera is off, or the connection is lost.
 * @state live - The picture moves.
 * @state camera-off - The participant does not send this picture, or a moderator took it away.
 * @state lost - The participant is not in the room, a connection is lost, theirs or the local one, or the camera's picture stands still for seconds.
 * @csspart video - The `<video>`.
 * @fires play - The picture is to play on.
 * @fires pause - The picture was paused.
 * @fires playing - The picture plays.
 * @fires volumechange - `volume` or `muted` has changed, for any reason.
 * @fires loadedmetadata - The size of a new picture is known.
 * @fires resize - The size of the picture that arrives has changed.
 * @fires emptied - The picture is gone.
 * @fires enterpictureinpicture - The picture went to the window of picture-in-picture.
 * @fires leavepictureinpicture - The picture came back from the window of picture-in-picture.
 */
export class UTDVideoElement extends MediaElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
      overflow: hidden;
      aspect-ratio: 16 / 9;
      object-fit: contain;
    }
    :host([hidden]) {
      display: none;
    }
    video {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      object-fit: inherit;
      object-position: inherit;
    }
    video.unseen {
      visibility: hidden;
    }
    video.mirrored {
      transform: scaleX(-1);
    }
    slot:not([hidden]) {
      display: block;
      position: absolute;
      inset: 0;
    }
  `;

  /** Identity of the participant; the one of the item around this element unless set. */
  @property() accessor identity = '';
  /** `camera`, or `screen_share`: a shared screen. */
  @property() accessor source: VideoSource = 'camera';

  readonly #around = new ContextSource(this, identityContext, () => this.follow());
  readonly #box = new BoxVisibility(this, () => this.playbackChanged());
  readonly #frames = new FrameWatch(this.video, () => this.#show());
  readonly #slots = new StateSlots(this, ['poster', 'off'], ['off']);
  #state: PictureState = 'none';
  #moves = false;
  #mine = false;
  #sound: readonly [volume: number, muted: boolean] = [1, false];
  #watching: Watch | undefined;
  #release = () => {};
  #scheduled = false;

  constructor() {
    super();
    for (const type of ['loadeddata', 'emptied']) this.video.addEventListener(type, () => this.#show());
  }

  /** How loud the participant is on this page, 0–1; `audio.setVolume` of the session goes to 2, which reads as 1. */
  get volume(): number {
    return this.#sound[0];
  }

  set volume(volume: number) {
    if (!(volume >= 0 && volume <= 1))
      throw new DOMException(`A volume is a number from 0 to 1, not ${volume}.`, 'IndexSizeError');
    if (this.session) setVolumeForMe(this.session, this.#who, volume);
  }

  /** Whether the participant is muted on this page alone, as by `--mute-for-me`. */
  get muted(): boolean {
    return this.#sound[1];
  }

  set muted(muted: boolean) {
    if (this.session) muteForMe(this.session, this.#who, muted);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watchSoon();
    this.resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.playbackChanged();
  }

  protected override inputs(): readonly unknown[] {
    return [this.identity, this.source];
  }

  protected override follow(): void {
    super.follow();
    this.#watchSoon();
  }

  protected read(session: SessionController | undefined): void {
    const identity = this.#who;
    const view = session?.participants.video(identity, this.#source).get();
    this.#state = session && view && identity ? pictureState(session, view) : 'none';
    this.#moves = view?.live === true;
    this.#mine = view?.mine === true;
    this.attach(this.#state === 'sent' ? view?.track : undefined);
    this.video.classList.toggle('mirrored', this.#mine && isFrontCamera(this.#source, view?.track));
    if (session) this.#readSound(volumeForMe(session, identity), isMutedForMe(session, identity));
    this.#show();
  }

  protected playbackChanged(): void {
    this.#show();
    this.#watchSoon();
  }

  protected override render() {
    return html`${this.video}${this.#slots.render()}`;
  }

  get #who(): string {
    return this.identity || this.#around.value || '';
  }

  get #source(): VideoSource {
    return this.source === 'screen_share' ? 'screen_share' : 'camera';
  }

  #show(): void {
    const hasFrame = this.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    const live = hasFrame && this.#moves && !this.paused;
    // A screen may well stand still. The own camera has no connection to lose.
    const mustMove = live && this.isConnected && this.#box.seen;
    this.#frames.watch(mustMove && !this.#mine && this.#source === 'camera');
    const state = this.#frames.still ? 'lost' : this.#state;
    this.video.classList.toggle('unseen', this.#frames.still);
    this.#slots.show(hasFrame && !this.#frames.still ? [] : [instead[state]]);
    setStates(this, this.internals, {
      live: live && !this.#frames.still,
      'camera-off': state === 'camera-off',
      lost: state === 'lost',
    });
  }

  #readSound(volume: number, muted: boolean): void {
    const sound = [Math.min(1, volume), muted] as const;
    if (equal(sound, this.#sound)) return;
    this.#sound = sound;
    // In a microtask: a listener may write signals, which the effect that calls this must not.
    queueMicrotask(() => this.dispatchEvent(new Event('volumechange')));
  }

  /** In a microtask: a watch writes signals, and a move within the page is no reason to end a watch. */
  #watchSoon(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#updateWatch();
    });
  }

  #updateWatch(): void {
    // A picture that is not in the page would be decoded, and kept in memory.
    if (!this.isConnected) this.attach(undefined);
    const watch = this.#wanted();
    if (equal(watch, this.#watching)) return;
    const release = this.#release;
    this.#watching = watch;
    this.#release = watch
      ? watch.session.participants.watchVideo(watch.identity, watch.source, watch.size)
      : () => {};
    // The new watch begins first, so that a picture that is watched on is not interrupted.
    release();
    this.resume();
  }

  #wanted(): Watch | undefined {
    const { session, windowSize } = this;
    const identity = this.#who;
    const size = windowSize ?? (this.#box.seen ? this.#box.size : undefined);
    return this.isConnected && session && identity && !this.paused && size
      ? { session, identity, source: this.#source, size }
      : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-video': UTDVideoElement;
  }
}
