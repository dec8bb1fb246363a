import type { RemoteAudio } from './transport.ts';

/** Where sound comes out. */
export interface AudioSink {
  /**
   * Plays `sound`.
   *
   * @param told `true` when it plays, `false` when the browser refused to start it without a gesture.
   */
  play(sound: RemoteAudio, told: (playing: boolean) => void): Playback;
}

export interface Playback {
  /** Tries again, from within a gesture. */
  retry(): Promise<void>;
  stop(): void;
}

export const browserSink: AudioSink = {
  play(sound, told) {
    // In the light DOM: LiveKit takes an <audio> that stands directly in a shadow root for another track.
    const element = document.createElement('audio');
    element.dataset['utdAudio'] = sound.identity;
    element.hidden = true;
    document.body.append(element);
    sound.attach(element);
    let stopped = false;
    const retry = async () => {
      try {
        await element.play();
        if (!stopped) told(true);
      } catch (error) {
        // Anything but a refusal is a `play()` that another one, or `stop`, has overtaken.
        if (!stopped && error instanceof Error && error.name === 'NotAllowedError') told(false);
      }
    };
    void retry();
    return {
      retry,
      stop() {
        stopped = true;
        sound.detach(element);
        element.remove();
      },
    };
  },
};
