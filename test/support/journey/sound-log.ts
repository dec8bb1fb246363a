import type { Page } from 'playwright-core';
import { audible } from './heard.ts';
import { notesOf, notices, unnoticed, type Noted } from './sense-log.ts';

/** Notes from now on, by samples, each 20 ms in which an `<audio>` of the page is audible, and of whom. */
export const logSounds = (page: Page): Promise<void> =>
  page.evaluate(async (audible) => {
    const sounds: Noted[] = [];
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

/** The participants whom a page heard, and when, since it notes that. */
export const soundsOf = (page: Page) => notesOf(page, 'sounds');

/** Waits until a page hears all these people, then or later. */
export const hears = (page: Page, people: readonly string[], then = 0) =>
  notices(page, 'sounds', people, then);

/** Waits until a page has heard nobody, or not this person, for so many milliseconds. */
export const quiet = (page: Page, ms: number, who?: string) =>
  unnoticed(page, 'sounds', ms, who ? [who] : undefined);
