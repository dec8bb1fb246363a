import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { filmHouse } from '../support/journey/film-house.ts';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';

const bytes = async (page: Page) =>
  Object.values(await page.evaluate(() => window.film.received())).reduce((a, b) => a + b, 0);

/** How often a picture that is late is tried. */
const tries = 3;

/** Milliseconds until no more of any picture comes in: until the first of three looks that find the same. */
async function timeToSilence(page: Page): Promise<number> {
  const begun = performance.now();
  let [before, since] = [-1, begun];
  for (;;) {
    const now = await bytes(page);
    if (now !== before) [before, since] = [now, performance.now()];
    if (performance.now() - since > 500) return Math.round(since - begun);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('A picture that is scrolled away', () => {
  const house = journey();

  for (const [source, full] of [
    ['camera', 1280],
    ['screen_share', 1600],
  ] as const)
    it(`is at its full size within 5 s, stops within 2 s, and is back within 1 s: ${source}`, async () => {
      const film = filmHouse(house, `timed-${source}`);
      const [anna, ben] = [await film.filmer('anna'), await film.filmer('ben')];
      await film.grant('anna', source);
      await anna.evaluate(async (what) => {
        window.film.paintScreen();
        const { media } = window.film.session!;
        await (what === 'camera' ? media.setCamera(true) : media.setScreenShare(true));
      }, source);
      await ben.evaluate(
        (what) =>
          window.film.mount(
            `<div style="height: 3000px"><utd-video identity="anna" source="${what}" style="width: 1264px"></utd-video></div>`,
          ),
        source,
      );
      const width = () => ben.evaluate(() => document.querySelector('utd-video')!.videoWidth);
      assert(
        await eventually(async () => (await width()) >= full, 5),
        `it has ${await width()} pixels 5 s after it is first shown`,
      );
      /** Scrolls the picture away and back. @returns what took longer than it may */
      const late = async (hiddenFor: number): Promise<string[]> => {
        await ben.evaluate(() => scrollTo(0, 2500));
        const silence = await timeToSilence(ben);
        await new Promise((resolve) => setTimeout(resolve, hiddenFor));
        const [back, sharp] = await ben.evaluate(async (width) => {
          const begun = performance.now();
          const first = await window.film.timeToFrame(() => scrollTo(0, 0), 1);
          await window.film.timeToFrame(() => {}, width);
          return [first, Math.round(performance.now() - begun)] as const;
        }, full);
        console.log(`${source}: stops after ${silence} ms, back after ${back} ms, sharp after ${sharp} ms`);
        return [
          ...(silence > 2_000 ? [`it stopped after ${silence} ms`] : []),
          ...(back > 1_000 ? [`it was back after ${back} ms`] : []),
          ...(sharp > 5_000 ? [`it was sharp after ${sharp} ms`] : []),
        ];
      };
      // After 5 s dynacast pauses the layers of a picture that nobody receives.
      for (const hiddenFor of [0, 6_000]) {
        let found = await late(hiddenFor);
        // A machine that has other work for a second is late by it.
        for (let again = 1; again < tries && found.length; again++) found = await late(hiddenFor);
        assert.deepEqual(found, []);
      }
    });
});
