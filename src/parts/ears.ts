import type { Devices } from '../edge/devices.ts';
import { UTDStreamError } from '../errors.ts';
import type { Scope } from './scope.ts';

interface Reading {
  read(): number;
  asked: number;
}

/** Milliseconds after which nobody reads it any more. */
const unread = 1_000;

const over = new UTDStreamError('cancelled', 'listen any longer');

/** How loud tracks are, each measured only while somebody reads it again and again. */
export class Ears {
  readonly #scope: Scope;
  readonly #devices: () => Promise<Devices>;
  readonly #readings = new Map<MediaStreamTrack, Reading>();

  constructor(scope: Scope, devices: () => Promise<Devices>) {
    this.#scope = scope;
    this.#devices = devices;
  }

  /** 0–1; 0 until the first measure. */
  of(track: MediaStreamTrack): number {
    const asked = this.#scope.clock.now();
    const reading = this.#readings.get(track);
    if (!reading) void this.#listen(track, asked);
    else reading.asked = asked;
    return reading?.read() ?? 0;
  }

  async #listen(track: MediaStreamTrack, asked: number): Promise<void> {
    const { clock, session } = this.#scope;
    const attempt = session.inner();
    const reading = { asked, read: () => 0 };
    this.#readings.set(track, reading);
    attempt.until(() => this.#readings.delete(track));
    const devices = await this.#devices();
    if (attempt.ended) return;
    reading.read = devices.loudnessOf(track, attempt.signal);
    const look = () => {
      if (clock.now() - reading.asked >= unread) void attempt.end(over);
      else clock.after(unread, look, attempt.signal);
    };
    look();
  }
}
