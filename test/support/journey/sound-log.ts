import type { Page } from 'playwright-core';
import { audible } from './heard.ts';

/** Somebody was audible in a page. */
export interface Sounded {
  readonly from: string;
  /** Milliseconds since 1970: pages and the test have one clock. */
  readonly at: number;
}

/** Notes from now on, by samples, each 20 ms in which an `<audio>` of the page is audible, and of whom. */
export const logSounds = (page: Page): Promise<void> =>
  page.evaluate(async (audible) => {
    const sounds: Sounded[] = [];
    Object.assign(window, { sounds });
    const context = new AudioContext();
    await context.resume();
    const ears = new Map<HTMLAudioElement, { stream: MediaProvider; ear: AnalyserNode }>();
    const samples = new Float32Array(1024);
    const earOf = (audio: HTMLAudioElement) => {
      const stream = audio.srcObject;
      if (!(stream instanceof MediaStream) || !stream.getAudioTracks().length) return undefined;
      const known = ears.get(audio);
      if (known?.stream === stream) return known.ear;
      const ear = context.createAnalyser();
      ear.fftSize = samples.length;
      context.createMediaStreamSource(stream).connect(ear);
      ears.set(audio, { stream, ear });
      return ear;
    };
    setInterval(() => {
      for (const audio of document.querySelectorAll('audio')) {
        const ear = !audio.paused && !audio.muted && earOf(audio);
        if (!ear) continue;
        ear.getFloatTimeDomainData(samples);
        const square = samples.reduce((sum, each) => sum + each * each, 0) / samples.length;
        if (Math.sqrt(square) > audible) sounds.push({ from: audio.dataset['utdAudio']!, at: Date.now() });
      }
    }, 20);
  }, audible);

/** Whom a page heard when, since it notes that. */
export const soundsOf = (page: Page): Promise<readonly Sounded[]> =>
  page.evaluate(() => (window as unknown as { sounds: Sounded[] }).sounds);

/** Waits until a page hears all these people, then or later. */
export const hears = (page: Page, people: readonly string[], then = 0) =>
  page.waitForFunction(
    ([people, then]) => {
      const { sounds } = window as unknown as { sounds: Sounded[] };
      const since = Math.max(then, Date.now() - 200);
      return people.every((each) => sounds.some(({ from, at }) => from === each && at > since));
    },
    [people, then] as const,
  );

/** Waits until a page has heard nobody, or not this person, for so many milliseconds. */
export const quiet = (page: Page, ms: number, who?: string) =>
  page.waitForFunction(
    ([ms, from, who]) => {
      const { sounds } = window as unknown as { sounds: Sounded[] };
      const last = sounds.findLast((each) => !who || each.from === who);
      return Date.now() - Math.max(from, last?.at ?? 0) > ms;
    },
    [ms, Date.now(), who] as const,
  );
