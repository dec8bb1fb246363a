import { UTDStreamError } from '../../errors/errors.ts';
import type { Keeping, MakeProcessor, Processing } from '../../model/options.ts';
import type { DeviceKind } from '../../model/device.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { Publication, Source } from '../transport.ts';
import type { CapturedSource, captureSource } from './get-user-media.ts';
import { Capture } from './capture.ts';

/** The session behind a local track. */
export interface LocalTrackDeps {
  readonly source: Source;
  /** Completes the "Could not …" of an error. */
  readonly attempted: string;
  /** The kind of the device; a screen has none, because the person picks one anew each time. */
  readonly device: DeviceKind | undefined;
  /** Whether the source is open and published. */
  readonly on: StateSignal<boolean>;
  /** Whether the device is open without being published. */
  readonly previewed: StateSignal<boolean>;
  /** The track of the open device. */
  readonly track: StateSignal<MediaStreamTrack | undefined>;
  session(): Lifetime;
  processing(): Processing & Keeping;
  /** Waits for the publish permission, no longer than `hold` lasts. */
  granted(hold: Lifetime): Promise<void>;
  /** Publishes until `capture` ends; waits no longer than `hold` lasts. */
  publish(captured: CapturedSource, hold: Lifetime, capture: Lifetime): Promise<Publication>;
  /** Called when a device was opened. */
  opened(): void;
  /** Called when the open device is gone. */
  lost(kind: DeviceKind, label: string): void;
}

/** Brings a published source to the wanted state. The latest wish wins. */
export class LocalTrack {
  readonly #deps: LocalTrackDeps;
  readonly #open: typeof captureSource;
  #makeProcessor: MakeProcessor | null = null;
  #capture: Capture | undefined;
  #wanted = false;
  /** The number of wishes so far. */
  #wish = 0;
  #settling: Promise<void> | undefined;

  /** @param open opens the device */
  constructor(deps: LocalTrackDeps, open: typeof captureSource) {
    this.#deps = deps;
    this.#open = open;
  }

  set = async (on: boolean): Promise<void> => {
    this.#wish++;
    this.#wanted = on;
    if (!on) this.#capture?.switchedOff();
    if (on !== this.#deps.on.value || this.#settling) await (this.#settling ??= this.#settle());
  };

  /** Whether the device is open without being published, or is being opened so. */
  get inPreview(): boolean {
    return this.#capture?.isPreview === true;
  }

  /** Opens the device without publishing it, or closes such a device. A later `set(true)` publishes the open device. */
  async preview(on: boolean): Promise<void> {
    if (!on) {
      if (this.#capture?.isPreview) this.#capture.end('the preview is over');
      return;
    }
    // A published source is seen already.
    if (this.#capture && !this.#capture.isPreview) return;
    const capture = (this.#capture ??= this.#begin());
    try {
      await capture.preview();
      if (capture.isPreview) this.#deps.previewed.value = true;
    } catch (error) {
      if (capture.isPreview) capture.end('it could not be opened');
      throw error;
    }
  }

  /** Opens the newly chosen device in place of the open one. @param undo takes the choice back where that fails */
  async change(undo: () => void): Promise<void> {
    await this.#capture?.change(undo);
  }

  async process(make: MakeProcessor | null): Promise<void> {
    const before = this.#makeProcessor;
    this.#makeProcessor = make;
    if (make !== before) await this.change(() => (this.#makeProcessor = before));
  }

  /** Ends the capture at once. A preview, which others do not receive, stays. */
  revoke(): void {
    if (this.#capture?.isPreview) return;
    this.#wanted = false;
    this.#capture?.end('the right to send it was taken back');
  }

  connectionEnded(): void {
    this.#capture?.connectionEnded();
  }

  async connectionOpened(connection: Lifetime): Promise<void> {
    await this.#capture?.connectionOpened(connection);
  }

  /** Takes one step after another until the source is in the wanted state. All calls of `set` meanwhile share the latest outcome. */
  async #settle(): Promise<void> {
    const { on } = this.#deps;
    try {
      while (on.value !== this.#wanted) await this.#step();
    } finally {
      this.#settling = undefined; // in the same microtask as the last step, so that a later wish begins anew
    }
  }

  async #step(): Promise<void> {
    const wish = this.#wish;
    const wanted = this.#wanted;
    const capture = wanted ? (this.#capture ??= this.#begin()) : this.#capture;
    try {
      if (wanted) await capture?.enable();
      else await capture?.mute();
      if (this.#capture || !wanted) this.#deps.on.value = wanted;
      if (wanted) this.#deps.previewed.value = false;
    } catch (error) {
      if (wish !== this.#wish) return;
      // Only the person tries again.
      this.#wanted = false;
      // The capture of an ended session may have been followed by that of the next one.
      if (capture === this.#capture) capture?.release('it could not be opened');
      throw error;
    }
  }

  #begin(): Capture {
    const {
      source,
      attempted,
      device,
      on,
      previewed,
      track,
      session,
      processing,
      granted,
      publish,
      opened,
      lost,
    } = this.#deps;
    return new Capture({
      session: session(),
      replaceable: !!device,
      stopOnMute: source !== 'microphone',
      permission: granted,
      open: (signal) => this.#open(source, { ...processing(), make: this.#makeProcessor }, signal),
      publish,
      trackChanged: (now) => {
        track.value = now;
        if (now) opened();
      },
      deviceLost: (label) => device && lost(device, label),
      ended: () => {
        this.#capture = undefined;
        this.#wanted = on.value = previewed.value = false;
      },
      setEnabled: this.set,
      cancelled: (happened) => new UTDStreamError('cancelled', attempted, { happened }),
    });
  }
}
