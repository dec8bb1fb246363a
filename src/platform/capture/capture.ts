import type { Lifetime } from '../../reactive/lifetime.ts';
import type { Publication } from '../transport.ts';
import type { CapturedSource } from './get-user-media.ts';

export interface CaptureDeps {
  /** The capture ends with the session. */
  readonly session: Lifetime;
  /** Whether a default device takes the place of a lost one. The person picks a screen anew each time. */
  readonly replaceable: boolean;
  /** Whether a mute closes the device and puts its light out. A device that stays open is back at once. */
  readonly stopOnMute: boolean;
  /** Waits for the publish permission, no longer than `device` lasts. */
  permission(device: Lifetime): Promise<void>;
  /** Opens the chosen device. A device that opens after `signal` aborted is closed. */
  open(signal: AbortSignal): Promise<CapturedSource>;
  /** Publishes until `capture` ends; waits no longer than `device` lasts. */
  publish(captured: CapturedSource, device: Lifetime, capture: Lifetime): Promise<Publication>;
  /** Called with the track of the open device at each change. */
  trackChanged(track: MediaStreamTrack | undefined): void;
  /** Called when the device is gone, or the person has stopped the capture in the browser's own controls. */
  deviceLost(label: string): void;
  /** Called when the capture has ended. */
  ended(): void;
  /** Switches the source on or off, as the person does. */
  setEnabled(on: boolean): Promise<void>;
  cancelled(happened: string): Error;
}

/** The device of a capture: at most one is open, and each has a lifetime from the request to open it until it is closed. */
class CaptureDevice {
  readonly #capture: Lifetime;
  readonly #deps: Pick<CaptureDeps, 'open' | 'trackChanged' | 'cancelled'>;
  readonly #lost: (label: string) => void;
  lifetime: Lifetime | undefined;
  captured: CapturedSource | undefined;

  /** @param lost called when the open device is gone */
  constructor(
    capture: Lifetime,
    deps: Pick<CaptureDeps, 'open' | 'trackChanged' | 'cancelled'>,
    lost: (label: string) => void,
  ) {
    this.#capture = capture;
    this.#deps = deps;
    this.#lost = lost;
  }

  #begin(): Lifetime {
    const lifetime = (this.lifetime = this.#capture.child());
    lifetime.onEnd(() => {
      if (this.lifetime !== lifetime) return;
      this.lifetime = undefined;
      this.#set(undefined);
    });
    return lifetime;
  }

  /** @param permission waits for the publish permission, before a permission prompt of the browser */
  async open(permission?: (device: Lifetime) => Promise<void>): Promise<Lifetime> {
    const lifetime = this.#begin();
    await permission?.(lifetime);
    // The person may answer the prompt late: `own` closes a device that opens after the end of its lifetime.
    const opening = this.#deps
      .open(lifetime.signal)
      .then((captured) => lifetime.own(captured, (each) => each.stop()));
    const captured = await lifetime.waitFor(opening);
    lifetime.signal.throwIfAborted();
    captured.onEnded(() => captured === this.captured && this.#lost(captured.label), lifetime.signal);
    this.#set(captured);
    return lifetime;
  }

  close(why?: string): void {
    if (this.lifetime) this.end(this.lifetime, why);
  }

  end(lifetime: Lifetime, why = 'another one was chosen'): void {
    void lifetime.end(this.#deps.cancelled(why));
  }

  /** Returns to the device before, which is still open. */
  restore(before: Lifetime, captured: CapturedSource): void {
    if (this.lifetime !== before) this.close();
    this.lifetime = before;
    this.#set(captured);
  }

  #set(captured: CapturedSource | undefined): void {
    this.captured = captured;
    this.#deps.trackChanged(captured?.track);
  }
}

/** A published source and its device. A capture outlives a media connection, and ends with the publish permission or the session. */
export class Capture {
  readonly #deps: CaptureDeps;
  readonly #lifetime: Lifetime;
  readonly #device: CaptureDevice;
  /** The opening and each change of the device run one after another. */
  #queue: Promise<void> = Promise.resolve();
  #muted = false;
  /** The device is open for the local participant alone. */
  #preview = false;
  #published: CapturedSource | undefined;
  #publication: Publication | undefined;

  constructor(deps: CaptureDeps) {
    this.#deps = deps;
    this.#lifetime = deps.session.child();
    this.#device = new CaptureDevice(this.#lifetime, deps, (label) => this.#lost(label));
    this.#lifetime.onEnd(() => {
      this.#publication = undefined;
      deps.ended();
    });
  }

  /** Whether the device was opened, or is being opened, without publishing it. */
  get isPreview(): boolean {
    return this.#preview;
  }

  /** Opens the device without publishing it. */
  preview(): Promise<void> {
    this.#preview = true;
    return this.#enqueue(() => this.#open());
  }

  /** Opens the device unless one is open, and publishes it. */
  enable(): Promise<void> {
    this.#preview = false;
    return this.#enqueue(() => this.#open());
  }

  /** Mutes the publication, which stays. */
  mute = (): Promise<void> => this.#setMuted(true);

  /** Closes a device that stops on mute, and an opening or a prompt that is under way. */
  switchedOff(): void {
    if (this.#deps.stopOnMute || !this.#publication) this.release('it was switched off');
  }

  /** Closes the device. The publication of a source that stops on mute stays. */
  release(why: string): void {
    if (this.#publication && this.#deps.stopOnMute) this.#device.close(why);
    else this.end(why);
  }

  end(why: string): void {
    void this.#lifetime.end(this.#deps.cancelled(why));
  }

  /** Opens the newly chosen device in place of the open one. @param undo takes the choice back where that fails */
  async change(undo: () => void): Promise<void> {
    try {
      await this.#replace();
    } catch (error) {
      // The source was switched off meanwhile, so the choice stays for the next opening.
      if (this.#lifetime.ended || (this.#deps.stopOnMute && this.#muted)) return;
      undo();
      // The failed change may have closed the device before.
      const reopened = this.#enqueue(async () => {
        if (!this.#device.captured && !this.#muted) await this.#open();
      });
      await reopened.catch(() => this.end('it could not be opened again'));
      throw error;
    }
  }

  connectionEnded = (): void => void (this.#publication = undefined);

  /** Publishes an open device again; a muted source stays muted. */
  async connectionOpened(connection: Lifetime): Promise<void> {
    const { captured } = this.#device;
    if (captured?.track.readyState === 'ended') {
      // livekit-client stops its tracks when the page freezes.
      const reopens = !this.#muted && !this.#preview && this.#deps.replaceable;
      this.end('it had ended');
      return reopens ? this.#deps.setEnabled(true) : undefined;
    }
    if (!captured || this.#preview) return;
    try {
      await this.#deps.permission(connection);
      await this.#enqueue(() => this.#publishAgain(connection));
    } catch (error) {
      // The source was switched off meanwhile, and may be open again by another capture.
      if (!this.#lifetime.ended) throw error;
    }
  }

  async #publishAgain(connection: Lifetime): Promise<void> {
    if (!this.#device.captured || connection.ended) return;
    await this.#publish(this.#lifetime);
    await this.#setMuted(this.#muted);
  }

  #replace(): Promise<void> {
    return this.#enqueue(async () => {
      const { captured, lifetime: before } = this.#device;
      if (!captured || !before) return;
      if (this.#deps.stopOnMute) {
        // Many phones open one camera at a time.
        this.#device.end(before);
        return this.#open();
      }
      try {
        // Both devices are open for a moment, so that the others hear no gap.
        const device = await this.#device.open();
        // Between two media connections there is no publication; the next connection publishes.
        if (this.#publication) await this.#publish(device);
        this.#device.end(before);
        // After a reconnect of its own livekit-client mutes a track that has ended.
        await this.#setMuted(this.#muted);
      } catch (error) {
        if (!this.#lifetime.ended) this.#device.restore(before, captured);
        throw error;
      }
    });
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {}); // the caller gets the rejection
    return done;
  }

  async #open(): Promise<void> {
    try {
      const device = this.#device.captured
        ? this.#device.lifetime!
        : await this.#device.open(this.#preview ? undefined : this.#deps.permission);
      if (this.#preview) return;
      // A long open device waits too: its publish permission went with the media connection, which may be reconnecting.
      if (!this.#publication) await this.#deps.permission(device);
      await this.#publish(device);
      await device.waitFor(this.#setMuted(false));
    } catch (error) {
      this.#device.close();
      throw error;
    }
  }

  #lost(label: string): void {
    this.#deps.deviceLost(label);
    const settled = this.#deps.replaceable ? this.#replace() : this.#deps.setEnabled(false);
    // `deviceLost` has reported the loss; the failure of a replacement adds nothing to it.
    settled.catch(() => this.end('its device is gone'));
  }

  async #publish(device: Lifetime): Promise<void> {
    device.signal.throwIfAborted();
    const captured = this.#device.captured!; // the lifetime of an open device has not ended
    if (!this.#publication) this.#publication = await this.#deps.publish(captured, device, this.#lifetime);
    else if (this.#published !== captured) await device.waitFor(this.#publication.replace(captured));
    this.#published = captured;
  }

  #setMuted(muted: boolean): Promise<void> {
    this.#muted = muted;
    return this.#publication?.setMuted(muted) ?? Promise.resolve();
  }
}
