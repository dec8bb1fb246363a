/**
 * What a room of elements does when nothing concerns it, without servers.
 *
 * Renders: twenty seats, all taken; 1,000 speaker events in which only seats 0 and 1 take turns. A
 * render is a call of a seat's own `fields`. The bar: 0 for the other eighteen.
 * Heap: a thousand people come and go, five times; after each the heap is collected and measured. The
 * bar: it stays, within 1 kB a round of 1,000 once warm.
 */
import { chromiumArgs, findChromium } from '../scripts/chromium.mjs';
import { chromium } from 'playwright-core';
import { build } from 'esbuild';
import { servePages } from '../scripts/pages.mjs';

const { outputFiles } = await build({
  entryPoints: ['bench/crowd-page.ts'],
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  minify: true,
});
const pages = await servePages({ engine: 'http://127.0.0.1:1', appId: '1234567890', reach: [] });
pages.put('/crowd.js', outputFiles[0]!.text);
const browser = await chromium.launch({
  executablePath: findChromium(console.log),
  args: chromiumArgs,
});
const page = await browser.newPage();
await page.addInitScript('globalThis.__name = (named) => named;');
await page.goto(pages.put('/crowd', '<!doctype html><body><script type="module" src="/crowd.js"></script>'));
await page.waitForFunction(() => 'crowd' in window);

const renders = await page.evaluate(async () => {
  const { AudioRoomController, FakePlatform, UTDSeatElement, person } = window.crowd;
  const edge = new FakePlatform();
  const room = document.createElement('utd-audio-room');
  room.session = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  room.innerHTML =
    '<utd-seats><template><utd-seat><b slot="taken" data-utd-text="name"></b></utd-seat></template></utd-seats>';
  document.body.append(room);
  edge.seats = Array.from({ length: 20 }, (_, index) => ({
    ...edge.seats[0]!,
    index,
    identity: `p${index}`,
  }));
  await room.session.join();
  edge.link.show(person('me'), ...edge.seats.map(({ identity }) => person(identity!, { microphone: true })));
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  await pause();
  const seats = UTDSeatElement.prototype as unknown as {
    fields(this: InstanceType<typeof UTDSeatElement>, ...args: unknown[]): unknown;
  };
  const real = seats.fields;
  const counts = Array.from({ length: 20 }, () => 0);
  seats.fields = function (...args) {
    counts[this.index]!++;
    return real.apply(this, args);
  };
  for (let event = 0; event < 1000; event++) {
    edge.link.listener!.activeSpeakersChanged([`p${event % 2}`]);
    await pause();
  }
  seats.fields = real;
  room.remove();
  await room.session.leave();
  return counts;
});

await page.evaluate(async () => {
  const { AudioRoomController, FakePlatform } = window.crowd;
  const edge = new FakePlatform();
  const room = document.createElement('utd-audio-room');
  room.session = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  room.innerHTML =
    '<utd-participants><ul><template><li><utd-participant><b data-utd-text="name"></b></utd-participant></li></template></ul></utd-participants>';
  document.body.append(room);
  await room.session.join();
  Object.assign(window, { edge });
});

const devtools = await page.context().newCDPSession(page);
const heaps: number[] = [];
for (let round = 0; round < 6; round++) {
  await page.evaluate(async (round) => {
    const { person } = window.crowd;
    const { edge } = window as unknown as { edge: InstanceType<typeof window.crowd.FakePlatform> };
    const pause = () => new Promise((resolve) => setTimeout(resolve));
    for (let some = 0; some < 1000; some += 50) {
      edge.link.show(
        person('me'),
        ...Array.from({ length: 50 }, (_, index) => person(`r${round}-${some + index}`)),
      );
      await pause();
    }
    edge.link.show(person('me'));
    await pause();
  }, round);
  await devtools.send('HeapProfiler.collectGarbage');
  heaps.push((await devtools.send('Runtime.getHeapUsage')).usedSize);
}

const [concerned, others] = [renders.slice(0, 2), renders.slice(2)];
console.log('crowd');
console.log(
  `  1,000 speaker events, 20 seats: renders of the two who speak ${concerned.join(' + ')}, of the other 18 together ${others.reduce((a, b) => a + b)}`,
);
const slope = (heaps.at(-1)! - heaps[1]!) / (heaps.length - 2);
console.log(
  `  1,000 people come and go: heap ${heaps.map((each) => (each / 1024).toFixed(0)).join(', ')} kB, slope ${(slope / 1024).toFixed(2)} kB per 1,000`,
);
await browser.close();
await pages.close();
