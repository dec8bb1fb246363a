/** Milliseconds between two looks at a picture. */
const interval = 500;
/** Milliseconds without a new frame after which a moving picture stands still: other layers and lost packets take less. */
const patience = 2_500;

/**
 * Notices that a picture stands still although it should move. A connection that is lost tells of it many seconds later,
 * and until then the last frame would pass for a live picture.
 */
export class FrameWatch {
  readonly #video: HTMLVideoElement;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #frames = 0;
  /** The time of the last look that found a new frame. */
  #at = 0;
  #still = false;

  /** @param changed called after each change of `still` */
  constructor(video: HTMLVideoElement, changed: () => void) {
    this.#video = video;
    this.#changed = changed;
  }

  /** No new frame has come for some seconds. */
  get still(): boolean {
    return this.#still;
  }

  /** Watches from now on, or not any more: a picture that is not watched does not stand still. */
  watch(on: boolean): void {
    if (on === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!on) return this.#set(false);
    this.#at = performance.now();
    this.#timer = setInterval(() => this.#look(), interval);
  }

  #look(): void {
    const { totalVideoFrames } = this.#video.getVideoPlaybackQuality();
    const now = performance.now();
    if (totalVideoFrames !== this.#frames) this.#at = now;
    this.#frames = totalVideoFrames;
    // A browser that counts no frames of a stream tells nothing.
    this.#set(totalVideoFrames > 0 && now - this.#at >= patience);
  }

  #set(still: boolean): void {
    if (still === this.#still) return;
    this.#still = still;
    this.#changed();
  }
}
