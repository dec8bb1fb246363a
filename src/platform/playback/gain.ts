/** `setSinkId` is Chromium's; elsewhere who is boosted plays by the default. */
type Routable = AudioContext & { setSinkId?(output: string): Promise<void> };

/** Plays a stream louder than it is: an element's own volume ends at 1. */
export interface Boost {
  /** A factor; above 1 is louder. */
  set(volume: number): void;
  route(output: string): Promise<void>;
  /** Starts what the system has stopped, a call for one. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/**
 * One gain node, for one person, for as long as they are boosted.
 *
 * @param told whether it plays, when that changes
 */
export function boost(stream: MediaStream, output: string, told: (playing: boolean) => void): Boost {
  const context: Routable = new AudioContext();
  const route = async (to: string) => context.setSinkId?.(to);
  // One that went this moment is missing in the next list of devices, by which all are routed anew.
  if (output) route(output).catch(() => {});
  const tell = () => told(context.state === 'running');
  context.addEventListener('statechange', tell);
  const gain = context.createGain();
  context.createMediaStreamSource(stream).connect(gain).connect(context.destination);
  return {
    set: (volume) => (gain.gain.value = volume),
    route,
    resume: () => context.resume(),
    close() {
      context.removeEventListener('statechange', tell);
      return context.close();
    },
  };
}
