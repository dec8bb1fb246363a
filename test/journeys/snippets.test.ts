import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { transform } from 'esbuild';
import type { Page } from 'playwright-core';
import { tags } from '../../src/define/tags.ts';
import { troublesOf } from '../support/journey/browser.ts';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { documented, pasted, snippetsOf, type Snippet } from '../support/journey/snippets.ts';

const undefinedTags = (page: Page) =>
  page.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll('*')]
        .map(({ localName }) => localName)
        .filter((name) => name.startsWith('utd-') && !customElements.get(name)),
    ),
  ]);

/** Sessions of the page that have failed, with the reason. */
const failures = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-ended="failed"], utd-signal[data-ended]')].map(
      ({ localName, dataset }) => `${localName} ${JSON.stringify(dataset)}`,
    ),
  );

/** The signalling plane is for a person who is logged in. */
const personOf = (code: string) => (code.includes('/signal-token') ? { login: 'ada' } : {});

describe('What the README and the guide show', () => {
  const house = journey();

  const run: Record<Snippet['language'], (code: string) => Promise<Page>> = {
    async html(code) {
      const page = await house.open(code, personOf(code));
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLElement>('utd-audio-room, utd-live-stream, utd-signal')].every(
          (each) =>
            each.hasAttribute('manual') ||
            each.querySelector('form[slot="join"]') ||
            (each.localName !== 'utd-signal' && !each.getAttribute('room')) ||
            each.dataset['connection'] === 'connected' ||
            each.dataset['state'] === 'connected' ||
            each.dataset['ended'],
        ),
      );
      return page;
    },
    async ts(code) {
      const compiled = await transform(code, { loader: 'ts', target: 'es2022', format: 'esm' });
      const script = new URL(house.stack.pages.put(`/snippet-${compiled.code.length}.js`, compiled.code))
        .pathname;
      const page = await house.open(
        `<main></main><script type="module">await import('${script}').finally(() => (document.body.dataset.done = 'yes'));</script>`,
        personOf(code),
      );
      await page.waitForSelector('body[data-done]', { state: 'attached' });
      return page;
    },
  };

  const works = async ({ language, code }: Snippet) => {
    const page = await run[language](pasted({ code }, house.stack));
    assert.deepEqual(troublesOf(page), []);
    const ours = async () => (await undefinedTags(page)).filter((tag) => tags.includes(tag));
    // The autoloader defines a tag of ours when the product of the tag has arrived.
    await eventually(async () => !(await ours()).length);
    assert.deepEqual(await undefinedTags(page), [], 'a tag that nobody defines');
    assert.deepEqual(await failures(page), []);
  };

  for (const snippet of documented()) it(`${snippet.where} works`, () => works(snippet));

  it('each fence of html and ts is found, with its line', () => {
    const page = '# A\n\n```html\n<p>\n```\n\n```sh\nnpm start\n```\n\n```ts\nlet a = 1;\n```\n';
    assert.deepEqual(snippetsOf('a.md', page), [
      { where: 'a.md:3', language: 'html', code: '<p>\n' },
      { where: 'a.md:11', language: 'ts', code: 'let a = 1;\n' },
    ]);
  });

  it('a snippet of either kind runs, and joins', async () => {
    const markup = `<utd-audio-room room="snippets" identity="a" base-url="http://127.0.0.1:4000"></utd-audio-room>`;
    await works({ where: '', language: 'html', code: markup });
    const code = `
      import { AudioRoomController } from 'utd-stream-elements';
      const base: string = 'http://127.0.0.1:4000';
      const room = new AudioRoomController(null, { appId: '1234567890', appKey: '', baseUrl: base, roomName: 'snippets', identity: 'b' });
      await room.join();
      await room.leave();`;
    await works({ where: '', language: 'ts', code });
  });

  it('a wrong tag in a snippet is found', async () => {
    await assert.rejects(
      works({ where: '', language: 'html', code: '<utd-lobby></utd-lobby>' }),
      /nobody defines/,
    );
  });
});
