/** `AudioContext.setSinkId` exists in Chromium only; other browsers play an amplified stream by their default output. */
type SelectableOutput = AudioContext & { setSinkId?(output: string): Promise<void> };

/** The playback of a stream at a volume that the media element does not take: above 1, and on iOS every volume. */
export interface Gain {
  /** @param volume a factor; above 1 is louder, below 1 softer. */
  setVolume(volume: number): void;
  route(output: string): Promise<void>;
  /** Starts playback that the system has interrupted, by a phone call for example. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Plays a stream through a gain node of its own until `close`.
 *
 * @param onPlaying called with whether the stream plays, at each change
 */
export function createGain(stream: MediaStream, output: string, onPlaying: (playing: boolean) => void): Gain {
  const context: SelectableOutput = new AudioContext();
  const route = async (to: string) => context.setSinkId?.(to);
  // An output that was unplugged this moment is missing in the next list of devices, by which all playback is routed.
  if (output) route(output).catch(() => {});
  const emitState = () => onPlaying(context.state === 'running');
  context.addEventListener('statechange', emitState);
  const gain = context.createGain();
  context.createMediaStreamSource(stream).connect(gain).connect(context.destination);
  return {
    setVolume: (volume) => (gain.gain.value = volume),
    route,
    resume: () => context.resume(),
    close() {
      context.removeEventListener('statechange', emitState);
      return context.close();
    },
  };
}
