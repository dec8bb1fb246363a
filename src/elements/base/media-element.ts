import type { SessionController } from '../../controllers/session-controller.ts';
import type { VideoSize } from '../../model/video-view.ts';
import { SessionElement } from './session-element.ts';

/** Events of the `<video>` that are dispatched again on the element, because media events stay in a shadow root. */
const repeated = [
  'loadstart',
  'loadedmetadata',
  'loadeddata',
  'canplay',
  'playing',
  'waiting',
  'stalled',
  'emptied',
  'timeupdate',
  'durationchange',
  'resize',
] as const;

const pictureInPictureEvents = ['enterpictureinpicture', 'leavepictureinpicture'] as const;

/** The gestures after which a browser lets a picture start. */
const gestures = ['pointerup', 'keydown'] as const;

/** An element that behaves as a `<video>` of a live stream: player controls, such as those of media-chrome, fit it. */
export abstract class MediaElement<
  S extends SessionController = SessionController,
> extends SessionElement<S> {
  protected override readonly needsContent = false;
  /** The element that shows the picture. The sound is played elsewhere, so that it is muted and starts without a click. */
  protected readonly video = document.createElement('video');
  #paused = false;
  /** The window of picture-in-picture, while the picture is in it. */
  #window: PictureInPictureWindow | undefined;

  constructor() {
    super();
    const { video } = this;
    Object.assign(video, { muted: true, playsInline: true, disableRemotePlayback: true });
    video.part.add('video');
    for (const type of repeated) video.addEventListener(type, () => this.dispatchEvent(new Event(type)));
    for (const type of pictureInPictureEvents)
      video.addEventListener(type, (event) => {
        const { pictureInPictureWindow } = event as PictureInPictureEvent;
        this.#window = type === 'enterpictureinpicture' ? pictureInPictureWindow : undefined;
        this.#window?.addEventListener('resize', this.#windowResized);
        this.dispatchEvent(new PictureInPictureEvent(type, { pictureInPictureWindow, bubbles: true }));
        this.playbackChanged();
      });
    // The window of picture-in-picture has a button of its own.
    video.addEventListener('pause', () => this.#window && video.paused && this.pause());
  }

  readonly #windowResized = () => this.playbackChanged();

  /** Whether the picture is paused. A paused picture receives no data. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Width of the picture that arrives, in pixels; 0 before the first frame. */
  get videoWidth(): number {
    return this.video.videoWidth;
  }

  /** Height of the picture that arrives, in pixels; 0 before the first frame. */
  get videoHeight(): number {
    return this.video.videoHeight;
  }

  /** As of a media element: 0 without a picture, 2 and more from the first frame on. */
  get readyState(): number {
    return this.video.readyState;
  }

  /** The stream that is shown; `null` while there is no picture. */
  get srcObject(): MediaProvider | null {
    return this.video.srcObject;
  }

  /** Seconds since the picture is shown. A live picture cannot be wound: writing does nothing. */
  get currentTime(): number {
    return this.video.currentTime;
  }

  set currentTime(_seconds: number) {}

  /** `Infinity`, as of every live stream. */
  get duration(): number {
    return Infinity;
  }

  /** `false`: a live picture that ends may go on. */
  get ended(): boolean {
    return false;
  }

  /** Empty: a live picture cannot be wound. */
  get seekable(): TimeRanges {
    return this.video.seekable;
  }

  get textTracks(): TextTrackList {
    return this.video.textTracks;
  }

  addTextTrack(kind: TextTrackKind, label?: string, language?: string): TextTrack {
    return this.video.addTextTrack(kind, label, language);
  }

  /** Plays a paused picture on. Resolves when it plays, or at once while there is no picture to play. */
  async play(): Promise<void> {
    if (this.#paused) {
      this.#paused = false;
      this.dispatchEvent(new Event('play'));
      this.playbackChanged();
    }
    if (this.video.srcObject) await this.video.play();
  }

  /** Holds the picture, and stops its data. The sound goes on, as `muted` says. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.video.pause();
    this.dispatchEvent(new Event('pause'));
    this.playbackChanged();
  }

  /**
   * Shows the picture in a window above all others. The browser requires a click or a key for this call.
   *
   * @throws {DOMException} `NotSupportedError` where the browser has no such window; `InvalidStateError` before the first
   *   frame; `NotAllowedError` without a click
   */
  async requestPictureInPicture(): Promise<PictureInPictureWindow> {
    if (typeof this.video.requestPictureInPicture !== 'function')
      throw new DOMException('This browser has no picture-in-picture.', 'NotSupportedError');
    return this.video.requestPictureInPicture();
  }

  /** The size of the window of picture-in-picture in pixels of the device, while the picture is in it. */
  protected get windowSize(): VideoSize | undefined {
    const density = this.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    const { width, height } = this.#window ?? {};
    return width && height ? { width: width * density, height: height * density } : undefined;
  }

  /** The picture was paused or played on, or its window of picture-in-picture has opened, closed or another size. */
  protected abstract playbackChanged(): void;

  /** Shows a track, or no picture. The same track is no change. */
  protected attach(track: MediaStreamTrack | undefined): void {
    const { video } = this;
    const [shown] = video.srcObject instanceof MediaStream ? video.srcObject.getTracks() : [];
    if (shown !== track) video.srcObject = track ? new MediaStream([track]) : null;
    this.resume();
  }

  /** Plays the picture where it should play: a move within the page pauses a media element. */
  protected resume(): void {
    if (!this.video.srcObject || !this.video.paused || this.#paused) return;
    this.video.play().catch((error: unknown) => {
      // A newer picture ends the attempt. A device that saves power refuses even a muted picture without a gesture.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#resumeOnGesture();
    });
  }

  #resumeOnGesture(): void {
    const { ownerDocument } = this;
    const resume = () => {
      for (const type of gestures) ownerDocument.removeEventListener(type, resume, true);
      this.resume();
    };
    for (const type of gestures) ownerDocument.addEventListener(type, resume, true);
  }
}
