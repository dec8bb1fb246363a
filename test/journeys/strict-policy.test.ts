import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openWindow, troublesOf } from '../support/journey/browser.ts';
import { journey } from '../support/journey/journey.ts';
import { connected } from '../support/journey/room-page.ts';

/** What a person does in each page of the demo, and how they see that they are in. */
const demos: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  '/': (page) => page.getByText('Live audio, written in HTML').waitFor(),
  '/audio-room.html': async (page) => {
    await page.getByPlaceholder('Ada').fill('Ada');
    await page.getByText('Join', { exact: true }).click();
    await connected(page);
    await page.getByText('Sit here').last().click();
    await page.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
    await page.getByText('Leave', { exact: true }).click();
    await page.getByText('You have left the lobby.').waitFor();
  },
  '/own-element.html': async (page) => {
    await page.getByText('Join', { exact: true }).click();
    await page.getByText('1 in the room').waitFor();
    await page.getByText('Leave', { exact: true }).click();
    await page.getByText("You left 'lobby'.").waitFor();
  },
  '/plain-js.html': async (page) => {
    await page.locator('#join').click();
    await page.getByText('You are in the lobby.').waitFor();
    await page.locator('#leave').click();
    await page.getByText("You left 'lobby'.").waitFor();
  },
  '/strict.html': async (page) => {
    await page.getByLabel('Your name').fill('Ada <b>');
    await page.getByText('Join', { exact: true }).click();
    await connected(page);
    await page.getByText('Sit here').last().click();
    await page.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
    await page.getByLabel('Your message').fill('<img src=x onerror=alert(1)>');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('<img src=x onerror=alert(1)>').waitFor();
    await page.getByText('Leave', { exact: true }).click();
    await page.getByText('You left').waitFor();
  },
};

/** Served under it by itself; the others are asked to be. */
const always = '/strict.html';

describe('Under the strict content policy', () => {
  const house = journey();

  for (const [path, use] of Object.entries(demos))
    it(`the demo's ${path} works, and nothing in it is refused`, async () => {
      const page = await house.visit(path === always ? path : `${path}?csp`);
      await use(page);
      assert.deepEqual(troublesOf(page), []);
    });

  it('the page that comes with it always says so in its header', async () => {
    const { headers } = await fetch(house.stack.pages.url + always);
    assert.match(headers.get('content-security-policy') ?? '', /require-trusted-types-for 'script'/);
  });

  // Were violations not seen, the pages above would hold whatever they do.
  it('a page that is refused something is noticed', async () => {
    const url = house.stack.pages.put('/refused', '<!doctype html><body><script>alert(1)</script>');
    const page = await openWindow(house.browser, `${url}?csp`);
    const told = page.waitForEvent('console', (message) =>
      /policy: require-trusted-types/.test(message.text()),
    );
    await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>x</b>';
      } catch {
        // Trusted Types throw as well.
      }
    });
    await told;
    const seen = troublesOf(page).map((each) => each.split(' ')[6]);
    await page.context().close();
    assert.deepEqual(seen, ['script-src-elem', 'require-trusted-types-for']);
  });
});
