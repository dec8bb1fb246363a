import { createGain, type Gain } from './gain.ts';
import type { RemoteAudioTrack } from '../transport.ts';

/** Plays remote audio tracks. */
export interface AudioPlayer {
  /**
   * Plays a track.
   *
   * @param onPlaying `true` when the track plays, `false` when the browser refused to start it without a gesture.
   */
  play(track: RemoteAudioTrack, onPlaying: (playing: boolean) => void): Playback;
}

export interface Playback {
  /** Tries again, from within a gesture. */
  retry(): Promise<void>;
  /** @param volume 0–2; 1 is the volume of the sender. */
  setVolume(volume: number): void;
  /** Plays by this output from now on; an empty text is the browser's default. Rejects where the output does not play. */
  route(output: string): Promise<void>;
  stop(): void;
}

export const browserAudioPlayer: AudioPlayer = {
  play(track, onPlaying) {
    // The element is in the light DOM, because LiveKit takes an <audio> directly in a shadow root for another track.
    // The body is no place for it either: frameworks replace the body on a visit, and a removed element falls silent.
    const element = document.createElement('audio');
    element.dataset['utdAudio'] = track.identity;
    element.hidden = true;
    document.documentElement.append(element);
    track.attach(element);
    let stopped = false;
    let gain: Gain | undefined;
    let output = '';
    const closeGain = () => {
      void gain?.close();
      gain = undefined;
    };
    const retry = async () => {
      try {
        await Promise.all([element.play(), gain?.resume()]);
        if (!stopped) onPlaying(true);
      } catch (error) {
        // Every other rejection is a `play()` that a later `play()` or `stop()` has interrupted.
        if (!stopped && error instanceof Error && error.name === 'NotAllowedError') onPlaying(false);
      }
    };
    void retry();
    return {
      retry,
      setVolume(volume) {
        element.volume = Math.min(volume, 1);
        // iOS plays every media element at the volume of the system, and ignores a write of `volume`.
        const { srcObject } = element;
        const byGain = element.volume !== volume && srcObject instanceof MediaStream ? srcObject : undefined;
        // The muted element plays on: in Chromium a remote stream without a playing element has no audio.
        element.muted = !!byGain;
        if (byGain) (gain ??= createGain(byGain, output, onPlaying)).setVolume(volume);
        else closeGain();
      },
      async route(to) {
        output = to;
        await Promise.all([element.setSinkId(to), gain?.route(to)]);
      },
      stop() {
        stopped = true;
        closeGain();
        track.detach(element);
        element.remove();
      },
    };
  },
};
