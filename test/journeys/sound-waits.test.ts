import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, roomMarkup, sit } from '../support/journey/room-page.ts';
import { toneForMicrophone } from '../support/journey/tone.ts';

/** A driver's own scripts count as a gesture, so this page tells by itself what happens in it. */
const tells = `<script>
  for (const event of ['utd-connection-state-changed', 'utd-audio-blocked-changed'])
    document.addEventListener(event, ({ type, detail }) => console.log(type + ' ' + detail));
</script>`;

const told = (page: Page, line: string) =>
  page.waitForEvent('console', { predicate: (message) => message.text() === line });

describe('A page that nobody has touched', () => {
  const house = journey({ autoplayFlag: false });

  it('says that sound is blocked, and plays it after the first real click anywhere', async () => {
    const anna = await house.open(roomMarkup('room="quiet" identity="anna" name="anna"'));
    await connected(anna);
    await sit(anna, 1);
    await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');

    const ben = await house.open('<h1>Nothing to click</h1>');
    const blocked = told(ben, 'utd-audio-blocked-changed true');
    const url = house.stack.pages.put(
      '/untouched',
      `<!doctype html><head><script type="module" src="/dist/cdn/utd.js"></script></head><body>${tells}
       <h1>Nothing to click</h1>${roomMarkup('room="quiet" identity="ben" name="ben"')}</body>`,
    );
    await ben.goto(url);
    await blocked;

    const plays = told(ben, 'utd-audio-blocked-changed false');
    await ben.mouse.click(20, 20);
    await plays;
    assert((await listen(ben, { from: 'anna' })).loudest > audible, 'ben hears nothing after the click');
  });

  it('shows how loud somebody is who spoke before the first click, and speaks after it', async () => {
    const anna = await house.open(roomMarkup('room="loud" identity="anna" name="anna"'));
    await anna.evaluate(toneForMicrophone);
    await connected(anna);
    await sit(anna, 1);
    const ben = await house.open('<h1>Nothing to click</h1>');
    const there = told(ben, 'utd-connection-state-changed connected');
    const measured = told(ben, 'measured');
    const url = house.stack.pages.put(
      '/untouched-level',
      `<!doctype html><head><script type="module" src="/dist/cdn/utd.js"></script></head><body>${tells}
       <script>
         addEventListener('utd-active-speakers-changed', function look() {
           const { style } = document.querySelector('utd-participant');
           if (style.getPropertyValue('--utd-level')) return console.log('measured');
           requestAnimationFrame(look);
         });
       </script>
       <h1>Nothing to click</h1>
       ${roomMarkup('room="loud" identity="ben" name="ben"', '<utd-participant identity="anna" level>x</utd-participant>')}
       </body>`,
    );
    await ben.goto(url);
    await there;
    // LiveKit tells of a tone that never changes once, and that may be before ben is there.
    let waiting = true;
    void measured.catch(() => {}).then(() => (waiting = false));
    while (waiting)
      for (const on of [false, true]) {
        await anna.click('[command="--toggle-microphone"]');
        await anna.waitForSelector(`[command="--toggle-microphone"][aria-pressed="${on}"]`);
      }
    await measured;
    await ben.mouse.click(20, 20);
    const level = () =>
      ben.evaluate(() => document.querySelector('utd-participant')!.style.getPropertyValue('--utd-level'));
    assert(await eventually(async () => Number(await level()) > audible), `anna’s level is ${await level()}`);
  });
});
