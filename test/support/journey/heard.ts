import type { Page } from 'playwright-core';

export interface Heard {
  /** Root mean square of each 20 ms, over everything that plays; 0 is silence. */
  readonly rms: readonly number[];
  readonly loudest: number;
}

/** A beep of the fake microphone is far above it, what a codec makes of silence far below. */
export const audible = 0.01;

/**
 * Listens in a page, by samples, to the `<audio>` elements that play. The fake microphone beeps once a
 * second, so anything shorter may miss it.
 *
 * @param from only what this identity sends
 */
export async function listen(page: Page, { seconds = 1.5, from = '' } = {}): Promise<Heard> {
  const rms = await page.evaluate(
    async ({ seconds, from }) => {
      const context = new AudioContext();
      await context.resume();
      const analyser = context.createAnalyser();
      analyser.fftSize = 1024;
      const sources = new Map<MediaProvider, MediaStreamAudioSourceNode>();
      const follow = () => {
        const playing = [...document.querySelectorAll('audio')]
          .filter((each) => !each.paused && !each.muted && (!from || each.dataset['utdAudio'] === from))
          .map((each) => each.srcObject)
          .filter((each) => each instanceof MediaStream);
        for (const [stream, source] of sources)
          if (!playing.includes(stream as MediaStream)) {
            source.disconnect();
            sources.delete(stream);
          }
        for (const stream of playing)
          if (!sources.has(stream) && stream.getAudioTracks().length) {
            const source = context.createMediaStreamSource(stream);
            source.connect(analyser);
            sources.set(stream, source);
          }
      };
      const samples = new Float32Array(analyser.fftSize);
      const rms: number[] = [];
      for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
        follow();
        await new Promise((resolve) => setTimeout(resolve, 20));
        analyser.getFloatTimeDomainData(samples);
        rms.push(Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length));
      }
      await context.close();
      return rms;
    },
    { seconds, from },
  );
  return { rms, loudest: Math.max(...rms) };
}

/**
 * Asks until `fact` holds; `false` after `seconds`. The default is no bar: three journeys share the processors, and what
 * has a bar is in test/timed.
 */
export async function eventually(fact: () => Promise<boolean>, seconds = 30): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) if (await fact()) return true;
  return false;
}
