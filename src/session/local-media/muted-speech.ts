import type { Devices } from '../../platform/capture/devices.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { Latest } from '../core/latest.ts';

interface Microphone {
  devices(): Promise<Devices>;
  /** What is open, muted or not. */
  readonly track: ReadonlySignal<MediaStreamTrack | undefined>;
  readonly on: ReadonlySignal<boolean>;
}

/** −34 dB: livekit-server takes what is above −35 dB for speech (its `ActiveLevel`). */
const voice = 0.02;
/** Looks of 100 ms in which a muted microphone must be loud, so that a knock on the table is no speech. */
const looks = 4;
/** Milliseconds between two looks. */
const pause = 100;

/** My own voice, which I may not know to be muted. */
export class MutedSpeech {
  readonly #scope: SessionScope;
  readonly #microphone: Microphone;
  readonly #listening: Latest;

  constructor(scope: SessionScope, microphone: Microphone) {
    this.#scope = scope;
    this.#listening = new Latest(scope);
    this.#microphone = microphone;
  }

  /** Follows my microphone for as long as the session. */
  follow(): void {
    const { on, track } = this.#microphone;
    this.#scope.session.onEnd(watch(() => this.#react(track.get(), on.get())));
  }

  #react(track: MediaStreamTrack | undefined, on: boolean): void {
    this.#listening.end();
    if (track && !on) void this.#listen(track);
  }

  /** What is muted sends silence, so another of the same device is listened to. Told once for each time I am muted. */
  async #listen(track: MediaStreamTrack): Promise<void> {
    const { clock } = this.#scope;
    const attempt = this.#listening.begin();
    const own = track.clone();
    own.enabled = true;
    attempt.onEnd(() => own.stop());
    const devices = await this.#microphone.devices();
    if (attempt.ended) return;
    const read = devices.loudnessOf(own, attempt.signal);
    let loud = 0;
    const look = () => {
      loud = read() > voice ? loud + 1 : 0;
      if (loud < looks) return clock.after(pause, look, attempt.signal);
      this.#listening.end();
      this.#scope.emit('mutedSpeaking', null);
    };
    look();
  }
}
