import type { Page } from 'playwright-core';
import type { Noted } from './sense-log.ts';

/**
 * Notes from now on each look in which a picture in the page differs from the look before, and the participant of it.
 * A picture belongs to the tile around it, or to the participant that its `data-video` names.
 */
export const logSights = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const sights: Noted[] = [];
    Object.assign(window, { sights });
    const [width, height] = [16, 9];
    const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', {
      willReadFrequently: true,
    })!;
    const looks = new WeakMap<HTMLVideoElement, Uint8ClampedArray>();
    const pictures = () => [
      ...[...document.querySelectorAll<HTMLVideoElement>('video[data-video]')].map(
        (video) => [video.dataset['video']!, video] as const,
      ),
      ...[...document.querySelectorAll('utd-participant')].flatMap((tile) => {
        const video = tile.querySelector('utd-video')?.shadowRoot?.querySelector('video');
        return video ? [[tile.identity, video] as const] : [];
      }),
    ];
    setInterval(() => {
      for (const [from, video] of pictures()) {
        if (!video.srcObject || !video.videoWidth) continue;
        context.drawImage(video, 0, 0, width, height);
        const { data } = context.getImageData(0, 0, width, height);
        const before = looks.get(video);
        looks.set(video, data);
        if (before?.some((each, index) => Math.abs(each - data[index]!) > 12))
          sights.push({ from, at: Date.now() });
      }
    }, 50);
  });
