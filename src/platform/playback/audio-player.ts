import { boost, type Boost } from './gain.ts';
import type { RemoteAudioTrack } from '../transport.ts';

/** Where sound comes out. */
export interface AudioPlayer {
  /**
   * Plays `sound`.
   *
   * @param told `true` when it plays, `false` when the browser refused to start it without a gesture.
   */
  play(sound: RemoteAudioTrack, told: (playing: boolean) => void): Playback;
}

export interface Playback {
  /** Tries again, from within a gesture. */
  retry(): Promise<void>;
  /** @param volume 0–2; 1 is as it was sent. */
  setVolume(volume: number): void;
  /** Goes over to this output; an empty text is the browser's default. Rejects where it does not play. */
  route(output: string): Promise<void>;
  stop(): void;
}

export const browserAudioPlayer: AudioPlayer = {
  play(sound, told) {
    // In the light DOM: LiveKit takes an <audio> that stands directly in a shadow root for another track. Beside
    // the body, which some frameworks change for another on each visit: what is taken out falls silent.
    const element = document.createElement('audio');
    element.dataset['utdAudio'] = sound.identity;
    element.hidden = true;
    document.documentElement.append(element);
    sound.attach(element);
    let stopped = false;
    let louder: Boost | undefined;
    let output = '';
    const quiet = () => {
      void louder?.close();
      louder = undefined;
    };
    const retry = async () => {
      try {
        await Promise.all([element.play(), louder?.resume()]);
        if (!stopped) told(true);
      } catch (error) {
        // Anything but a refusal is a `play()` that another one, or `stop`, has overtaken.
        if (!stopped && error instanceof Error && error.name === 'NotAllowedError') told(false);
      }
    };
    void retry();
    return {
      retry,
      setVolume(volume) {
        element.volume = Math.min(volume, 1);
        const boosted =
          volume > 1 && element.srcObject instanceof MediaStream ? element.srcObject : undefined;
        // It plays on, muted: Chromium gives a remote stream no sound that no element plays.
        element.muted = !!boosted;
        if (boosted) (louder ??= boost(boosted, output, told)).set(volume);
        else quiet();
      },
      async route(to) {
        output = to;
        await Promise.all([element.setSinkId(to), louder?.route(to)]);
      },
      stop() {
        stopped = true;
        quiet();
        sound.detach(element);
        element.remove();
      },
    };
  },
};
