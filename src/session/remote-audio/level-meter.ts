import { UTDStreamError } from '../../errors/errors.ts';
import type { Devices } from '../../platform/capture/devices.ts';
import type { SessionScope } from '../core/session-scope.ts';

interface Measurement {
  readonly read: () => number;
  /** The time of the last question, in milliseconds. */
  asked: number;
  /** The last reading, 0–1. */
  level: number;
  /** The time of the last reading, in milliseconds. */
  at: number;
}

/** Milliseconds, less than a frame: several elements that show one voice share a reading. */
const fresh = 10;
/** Milliseconds without a question after which a measurement ends. */
const unused = 1_000;

const over = () => new UTDStreamError('cancelled', 'listen any longer');

/** The loudness of tracks. A track is measured only while its level is asked for at least once a second. */
export class LevelMeter {
  readonly #scope: SessionScope;
  readonly #devices: Devices;
  readonly #measurements = new Map<MediaStreamTrack, Measurement>();

  constructor(scope: SessionScope, devices: Devices) {
    this.#scope = scope;
    this.#devices = devices;
  }

  /** The present loudness of a track, 0–1. */
  of(track: MediaStreamTrack): number {
    const now = this.#scope.clock.now();
    if (this.#scope.session.ended) return 0;
    const measurement = this.#measurements.get(track) ?? this.#begin(track, now);
    measurement.asked = now;
    if (now - measurement.at >= fresh) Object.assign(measurement, { at: now, level: measurement.read() });
    return measurement.level;
  }

  #begin(track: MediaStreamTrack, now: number): Measurement {
    const { clock, session } = this.#scope;
    const lifetime = session.child();
    const read = this.#devices.loudnessOf(track, lifetime.signal);
    const measurement: Measurement = { asked: now, read, level: 0, at: -fresh };
    this.#measurements.set(track, measurement);
    lifetime.onEnd(() => this.#measurements.delete(track));
    const check = () => {
      if (clock.now() - measurement.asked >= unused) void lifetime.end(over());
      else clock.after(unused, check, lifetime.signal);
    };
    check();
    return measurement;
  }
}
