import type { Devices } from '../../platform/capture/devices.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import { Latest } from '../core/latest.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';

interface MutedSpeechDeps {
  readonly devices: Devices;
  /** The open microphone, muted or not. */
  readonly track: ReadonlySignal<MediaStreamTrack | undefined>;
  /** Whether the microphone is published unmuted, or not meant to be heard. */
  readonly on: ReadonlySignal<boolean>;
}

/** −34 dB: livekit-server takes a level above −35 dB for speech (its `ActiveLevel`). */
const speechLevel = 0.02;
/** Measurements in a row that must be loud, so that a knock on the table is no speech. */
const measurements = 4;
/** Milliseconds between two measurements. */
const interval = 100;

/** Emits `mutedSpeaking` when the person speaks into a muted microphone, once for each time of being muted. */
export class MutedSpeech implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: MutedSpeechDeps;
  readonly #listening: Latest;

  constructor(scope: SessionScope, deps: MutedSpeechDeps) {
    this.#scope = scope;
    this.#listening = new Latest(scope);
    this.#deps = deps;
  }

  sessionStarts(): void {
    const { on, track } = this.#deps;
    this.#scope.session.onEnd(watch(() => this.#react(track.get(), on.get())));
  }

  #react(track: MediaStreamTrack | undefined, on: boolean): void {
    this.#listening.end();
    if (track && !on) this.#listen(track);
  }

  /** A muted track is silent, so a clone of it is measured. */
  #listen(track: MediaStreamTrack): void {
    const { clock } = this.#scope;
    const lifetime = this.#listening.begin();
    const clone = track.clone();
    clone.enabled = true;
    lifetime.onEnd(() => clone.stop());
    const level = this.#deps.devices.loudnessOf(clone, lifetime.signal);
    let loud = 0;
    const measure = () => {
      loud = level() > speechLevel ? loud + 1 : 0;
      if (loud < measurements) return clock.after(interval, measure, lifetime.signal);
      this.#listening.end();
      this.#scope.emit('mutedSpeaking', null);
    };
    measure();
  }
}
