/**
 * The processor time of listening to a room of twenty speakers: ours beside raw livekit-client, one after the
 * other, each time in a browser of its own, on one server.
 *
 * Twenty people sit in one window of another browser. Each speaks for two of every ten seconds, one after another, so
 * that four are speaking at any time and somebody begins or ends every quarter of a second; Chromium's fake
 * microphone is no help, its beep is too short for livekit-server to take anybody for a speaker. The listener is, in
 * turn:
 *
 * - "elements": the `<utd-audio-room>` of the demo's page as it is written there, without its style sheet and its
 *   rings of `--utd-level`: seats, people and buttons, with everything bound.
 * - "controller": `AudioRoomController` alone.
 * - "raw": livekit-client, which attaches each audio track and shows nothing, so that a part of the ratio of the
 *   elements is that there is something to see.
 *
 * When all twenty are played, three seconds pass uncounted; then the processor time of the browser's own process
 * and of its renderers is read (`SystemInfo.getProcessInfo`), and again 20 s later. Decoding is in the renderer.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../test/support/journey/browser.ts';
import { measure, type House } from './house.ts';

const count = 20;
const rounds = 3;
const seconds = 20;

/** The room of the demo's page, which joins by itself. */
const markup = /<utd-audio-room[\s\S]*<\/utd-audio-room>/
  .exec(readFileSync('demo/audio-room.html', 'utf8'))![0]
  .replace(/<form slot="join"[\s\S]*?<\/form>/, '')
  .replaceAll(' level>', '>')
  .replace(/<utd-audio-room[^>]*>/, '<utd-audio-room room="speakers" name="listener">');

const listeners = ['elements', 'controller', 'raw'] as const;
type Who = (typeof listeners)[number];

/** Seconds of processor time so far. */
async function used(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return processInfo
    .filter(({ type }) => type === 'browser' || type === 'renderer')
    .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Milliseconds of processor time a second. */
async function listen({ engineUrl, open }: House, who: Who): Promise<number> {
  const browser = await openBrowser();
  try {
    const page = await open('speakers-page', { browser, ...(who === 'elements' && { body: markup }) });
    await page.waitForFunction(() => 'speakers' in window);
    if (who === 'elements')
      await page.waitForFunction(() => document.querySelectorAll('utd-seat:state(speaking)').length > 2);
    else await page.evaluate(({ who, engineUrl }) => window.speakers[who](engineUrl), { who, engineUrl });
    await page.waitForFunction((all) => window.speakers.played() === all, count);
    await pause(3000);
    const [begun, before] = [performance.now(), await used(browser)];
    await pause(seconds * 1000);
    return (((await used(browser)) - before) * 1000) / ((performance.now() - begun) / 1000);
  } finally {
    await browser.close();
  }
}

await measure(async (house) => {
  const page = await house.open('speakers-page');
  await page.waitForFunction(() => 'speakers' in window);
  await page.evaluate(({ engineUrl, count }) => window.speakers.speak(engineUrl, count), {
    engineUrl: house.engineUrl,
    count,
  });
  const taken: Record<Who, number[]> = { elements: [], controller: [], raw: [] };
  for (let round = 0; round < rounds; round++)
    for (const who of round % 2 ? listeners.toReversed() : listeners)
      taken[who].push(await listen(house, who));
  console.log(`speakers, ${count} of them, ${rounds} times ${seconds} s`);
  const mean = (who: Who) => taken[who].reduce((a, b) => a + b) / rounds;
  for (const who of listeners) {
    const each = taken[who].map((ms) => ms.toFixed(0)).join(', ');
    console.log(`  ${who}: ${each} ms a second, ratio to raw ${(mean(who) / mean('raw')).toFixed(3)}`);
  }
});
