import type { Devices } from '../../platform/capture/devices.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { SessionScope } from '../core/session-scope.ts';

interface Reading {
  read(): number;
  asked: number;
  /** What was read last, and when. */
  level: number;
  at: number;
}

/** Milliseconds, less than a frame: several that show one voice share a look. */
const fresh = 10;
/** Milliseconds after which nobody reads it any more. */
const unread = 1_000;

const over = new UTDStreamError('cancelled', 'listen any longer');

/** How loud tracks are, each measured only while somebody reads it again and again. */
export class LevelMeter {
  readonly #scope: SessionScope;
  readonly #devices: () => Promise<Devices>;
  readonly #readings = new Map<MediaStreamTrack, Reading>();

  constructor(scope: SessionScope, devices: () => Promise<Devices>) {
    this.#scope = scope;
    this.#devices = devices;
  }

  /** 0–1; 0 until the first measure. */
  of(track: MediaStreamTrack): number {
    const asked = this.#scope.clock.now();
    const reading = this.#readings.get(track);
    if (!reading) {
      void this.#listen(track, asked);
      return 0;
    }
    reading.asked = asked;
    if (asked - reading.at >= fresh) Object.assign(reading, { at: asked, level: reading.read() });
    return reading.level;
  }

  async #listen(track: MediaStreamTrack, asked: number): Promise<void> {
    const { clock, session } = this.#scope;
    const attempt = session.child();
    const reading: Reading = { asked, read: () => 0, level: 0, at: -fresh };
    this.#readings.set(track, reading);
    attempt.onEnd(() => this.#readings.delete(track));
    const devices = await this.#devices();
    if (attempt.ended) return;
    Object.assign(reading, { read: devices.loudnessOf(track, attempt.signal), at: -fresh });
    const look = () => {
      if (clock.now() - reading.asked >= unread) void attempt.end(over);
      else clock.after(unread, look, attempt.signal);
    };
    look();
  }
}
