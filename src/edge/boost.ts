/** Plays a stream louder than it is: an element's own volume ends at 1. */
export interface Boost {
  /** A factor; above 1 is louder. */
  set(volume: number): void;
  close(): Promise<void>;
}

/** One gain node, for one person, for as long as they are boosted. */
export function boost(stream: MediaStream): Boost {
  const context = new AudioContext();
  const gain = context.createGain();
  context.createMediaStreamSource(stream).connect(gain).connect(context.destination);
  return {
    set: (volume) => (gain.gain.value = volume),
    close: () => context.close(),
  };
}
