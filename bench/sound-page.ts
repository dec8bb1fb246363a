/** A page in which the first sound of an `<audio>` is awaited. */
export type SoundWindow = Window & {
  /** Resolves with the time at which an AnalyserNode first sees more than silence. */
  heard(): Promise<number>;
};

/** Runs in the page, and gives its window `heard`. */
export function watchSound(): void {
  const context = new AudioContext();
  const heard = async () => {
    const samples = new Float32Array(256);
    const analyser = context.createAnalyser();
    let source: MediaStreamAudioSourceNode | undefined;
    for (;;) {
      const stream = document.querySelector('audio')?.srcObject as MediaStream | undefined;
      if (stream && !source) (source = context.createMediaStreamSource(stream)).connect(analyser);
      analyser.getFloatTimeDomainData(samples);
      if (source && samples.some((sample) => Math.abs(sample) > 0.01)) break;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    source.disconnect();
    return Date.now();
  };
  Object.assign(window, { heard });
}
