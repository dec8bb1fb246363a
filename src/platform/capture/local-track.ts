import { UTDStreamError } from '../../errors/errors.ts';
import type { Keeping, MakeProcessor, Processing } from '../../model/options.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { DeviceKind } from '../../model/shapes.ts';
import { Capture } from './capture.ts';
import type { Captured } from './captured.ts';
import type { Devices } from './devices.ts';
import type { Publication, Source } from '../transport.ts';

/** What sending a source needs of the session. */
export interface LocalTrackDeps {
  readonly source: Source;
  /** What opening it is called: completes "Could not …". */
  readonly attempted: string;
  /** The devices to choose it from; a screen the person picks anew each time. */
  readonly device: DeviceKind | undefined;
  /** It is open and sent. */
  readonly on: StateSignal<boolean>;
  /** What is sent. */
  readonly track: StateSignal<MediaStreamTrack | undefined>;
  session(): Lifetime;
  processing(): Processing & Keeping;
  /** Waits for the engine's grant. */
  granted(hold: Lifetime): Promise<void>;
  /** Sends it for as long as `capture` lasts; waited for as long as `hold` does. */
  publish(taken: Captured, hold: Lifetime, capture: Lifetime): Promise<Publication>;
  /** A device was opened. */
  opened(): void;
  /** The device that was open is gone. */
  lost(kind: DeviceKind, label: string): void;
}

/** Brings what the others get to what the person wants. The latest wish wins. */
export class LocalTrack {
  readonly #of: LocalTrackDeps;
  readonly #devices: Devices;
  #make: MakeProcessor | null = null;
  #capture: Capture | undefined;
  #wanted = false;
  #wish = 0;
  #working: Promise<void> | undefined;

  constructor(of: LocalTrackDeps, devices: Devices) {
    this.#of = of;
    this.#devices = devices;
  }

  set = async (on: boolean): Promise<void> => {
    this.#wish++;
    this.#wanted = on;
    if (!on) this.#capture?.unwanted();
    if (on !== this.#of.on.value || this.#working) await (this.#working ??= this.#work());
  };

  /** Something else was chosen to open; where it fails, `undo` takes the choice back. */
  async change(undo: () => void): Promise<void> {
    await this.#capture?.change(undo);
  }

  async process(make: MakeProcessor | null): Promise<void> {
    const before = this.#make;
    this.#make = make;
    if (make !== before) await this.change(() => (this.#make = before));
  }

  /** Everything closes at once. */
  revoke(): void {
    this.#wanted = false;
    this.#capture?.end('the right to send it was taken back');
  }

  linkEnds(): void {
    this.#capture?.linkEnds();
  }

  async linkIsUp(link: Lifetime): Promise<void> {
    await this.#capture?.linkIsUp(link);
  }

  /** One at a time, until what is on is what is wanted. Who was overtaken shares the latest outcome. */
  async #work(): Promise<void> {
    const { on } = this.#of;
    try {
      while (on.value !== this.#wanted) await this.#step();
    } finally {
      this.#working = undefined; // in the same breath: whoever wishes from now on begins anew
    }
  }

  async #step(): Promise<void> {
    const wish = this.#wish;
    const wanted = this.#wanted;
    try {
      if (wanted) await (this.#capture ??= this.#begin()).on();
      else await this.#capture?.off();
      if (this.#capture || !wanted) this.#of.on.value = wanted;
    } catch (error) {
      if (wish !== this.#wish) return;
      // Nothing is tried again by itself: the next try is the person's.
      this.#wanted = false;
      this.#capture?.release('it could not be opened');
      throw error;
    }
  }

  #begin(): Capture {
    const { source, attempted, device, on, track, session, processing, opened, lost, ...of } = this.#of;
    return new Capture({
      ...of,
      session: session(),
      rests: source !== 'microphone',
      replaceable: !!device,
      take: (signal) => this.#devices.open(source, { ...processing(), make: this.#make }, signal),
      sends: (now) => {
        track.value = now;
        if (now) opened();
      },
      lost: (label) => device && lost(device, label),
      closed: () => {
        this.#capture = undefined;
        this.#wanted = on.value = false;
      },
      wish: this.set,
      because: (happened) => new UTDStreamError('cancelled', attempted, { happened }),
    });
  }
}
