import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { callIs, hears, inCall, openRinging } from '../support/journey/call-page.ts';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { press } from '../support/journey/stream-page.ts';

/** Moves the signalling plane of a page, with the call in it, to a window of its own. @returns that window */
async function moveOut(page: Page, kind: 'popup' | 'picture-in-picture'): Promise<Page> {
  await page.evaluate((kind) => {
    const { documentPictureInPicture } = window as unknown as {
      documentPictureInPicture: { requestWindow(): Promise<Window> };
    };
    const button = document.body.appendChild(document.createElement('button'));
    button.textContent = 'Move';
    const plane = document.querySelector('utd-signal')!;
    // The page holds the elements, which its selectors find no more.
    Object.assign(window, { plane, call: plane.querySelector('utd-call') });
    button.addEventListener('click', () => {
      const opened =
        kind === 'popup'
          ? Promise.resolve(window.open('', '', 'popup,width=500,height=400')!)
          : documentPictureInPicture.requestWindow();
      void opened.then(({ document }) => document.body.append(plane));
    });
  }, kind);
  const [small] = await Promise.all([page.context().waitForEvent('page'), press(page, 'Move')]);
  await small.waitForSelector('utd-call');
  return small;
}

/** The states of the elements that a page has moved away. */
const states = (page: Page) =>
  page.evaluate(() => {
    const { plane, call } = window as unknown as {
      plane: HTMLElementTagNameMap['utd-signal'];
      call: HTMLElementTagNameMap['utd-call'];
    };
    return [plane.session.state.get(), call.session.ring.status.get()];
  });

describe('A call in a window of its own', () => {
  const house = journey();
  for (const kind of ['popup', 'picture-in-picture'] as const)
    it(`(${kind}) rings, is answered there, is heard, and ends with that window`, async () => {
      const name = kind.replaceAll('-', '');
      const anna = await openRinging(house, `${name}a`, `callee="${name}b"`);
      const ben = await openRinging(house, `${name}b`);
      const small = await moveOut(ben, kind);
      assert.deepEqual(await states(ben), ['connected', 'idle']);
      await press(anna, 'Call');
      await callIs(small, 'ringing');
      await press(small, 'Answer');
      await Promise.all([callIs(anna, 'active'), callIs(small, 'active')]);
      assert.deepEqual(await Promise.all([hears(anna, `${name}b`), hears(ben, `${name}a`)]), [true, true]);
      assert.equal(await small.locator('.tile').count(), 2);
      await press(small, 'Microphone');
      assert.equal(await inCall(small, ({ session }) => session.media.micEnabled.get()), false);
      await small.close({ runBeforeUnload: false });
      await callIs(anna, 'ended');
      assert.equal(await anna.locator('.reason').textContent(), 'hung_up');
      const over = async () => (await states(ben)).join() === 'disconnected,ended';
      assert(await eventually(over), String(await states(ben)));
    });
});
