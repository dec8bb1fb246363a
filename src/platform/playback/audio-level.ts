/** Options of a context that only measures: large buffers, and in Chromium no output at all. */
const measuring: AudioContextOptions & { sinkId: { type: 'none' } } = {
  latencyHint: 'playback',
  sinkId: { type: 'none' },
};
/** One context for all measured tracks, because each context is a thread. */
let shared: AudioContext | undefined;
let measured = 0;
/** At most one `resume()` is pending: while the browser lets no audio start, its promise never settles. */
let resuming: Promise<void> | undefined;

/** A context made before the first user gesture is suspended, and starts by `resume()` only. */
function resume(context: AudioContext): void {
  const allowed = navigator.userActivation?.hasBeenActive ?? true; // older browsers lack the property
  if (allowed && context.state === 'suspended')
    resuming ??= context
      .resume()
      .catch(() => {})
      .finally(() => (resuming = undefined));
}

/**
 * Measures the audio level of a track until `signal` aborts.
 *
 * @returns reads the root mean square of the last 20 ms, 0–1: the audio level of WebRTC, too
 */
export function measureAudioLevel(track: MediaStreamTrack, signal: AbortSignal): () => number {
  const context = (shared ??= new AudioContext(measuring));
  measured++;
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const end = () => {
    source.disconnect();
    if (--measured) return;
    shared = resuming = undefined;
    void context.close();
  };
  signal.addEventListener('abort', end, { once: true });
  const samples = new Float32Array(analyser.fftSize);
  return () => {
    resume(context);
    analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
  };
}
