/** Nothing comes out of it, and nobody waits for it: large buffers, and in Chromium no output at all. */
const silent: AudioContextOptions & { sinkId: { type: 'none' } } = {
  latencyHint: 'playback',
  sinkId: { type: 'none' },
};
/** One for all that are listened to: each of them is a thread. */
let shared: AudioContext | undefined;
let listeners = 0;
/** One is asked for at a time: where the browser lets nothing sound, it is answered never. */
let waking: Promise<void> | undefined;

/** Made before the first gesture it stands still, and nothing but a word of ours starts it then. */
function wake(context: AudioContext): void {
  const may = navigator.userActivation?.hasBeenActive ?? true; // older browsers do not tell
  if (may && context.state === 'suspended')
    waking ??= context
      .resume()
      .catch(() => {})
      .finally(() => (waking = undefined));
}

/**
 * Reads how loud a track is: the root mean square of its last 20 ms, 0–1, which is what the audio level of
 * WebRTC is too. It listens until `signal` aborts.
 */
export function loudnessOf(track: MediaStreamTrack, signal: AbortSignal): () => number {
  const context = (shared ??= new AudioContext(silent));
  listeners++;
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const end = () => {
    source.disconnect();
    if (--listeners) return;
    shared = waking = undefined;
    void context.close();
  };
  signal.addEventListener('abort', end, { once: true });
  const samples = new Float32Array(analyser.fftSize);
  return () => {
    wake(context);
    analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
  };
}
