import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { autop } from '@wordpress/autop';
import type { Page } from 'playwright-core';
import { journey } from '../support/journey/journey.ts';
import { connected, sees, sit } from '../support/journey/room-page.ts';
import { documented, pasted } from '../support/journey/snippets.ts';

/** The elements of ours, with all that they act on: each as the path of such elements around it. */
const treeOf = (page: Page, html: string): Promise<string[]> =>
  page.evaluate((markup) => {
    const found: string[] = [];
    const stack: [Node, string][] = [
      [new DOMParser().parseFromString(`<!doctype html><body>${markup}`, 'text/html').body, ''],
    ];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const [node, path] = next;
      for (const child of node.childNodes) {
        if (!(child instanceof Element)) continue;
        const { localName } = child;
        const counts = /^utd-|^(template|form)$/.test(localName) || child.matches('[command], [slot]');
        const name = `${localName} ${child.getAttribute('slot') ?? ''} ${child.getAttribute('command') ?? ''}`;
        const place = counts ? `${path} > ${name.trim()}` : path;
        if (counts) found.push(place);
        stack.push([child instanceof HTMLTemplateElement ? child.content : child, place]);
      }
    }
    return found.sort();
  }, html);

const readme = documented().find(({ language }) => language === 'html')!;

describe('An editor that puts each line into a paragraph, as WordPress does,', () => {
  const house = journey();

  it('leaves every piece of markup of the README and the guides whole', async () => {
    const page = await house.open('');
    for (const { where, language, code } of documented()) {
      if (language !== 'html') continue;
      assert.deepEqual(await treeOf(page, autop(code)), await treeOf(page, code), where);
    }
  });

  it('leaves the room of the README in working order', async () => {
    const page = await house.open(autop(pasted(readme, house.stack)));
    await page.getByPlaceholder('Your name').fill('Anna');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await connected(page);
    await sit(page, 2);
    await sees(page, 2, 'Anna');
  });

  it('is told where it took a room apart', async () => {
    const page = await house.open('');
    const told = page.waitForEvent('console', (message) => message.type() === 'warning');
    const bare = pasted(readme, house.stack).replace(/^<div>|<\/div>\s*$/g, '');
    await page.evaluate((markup) => {
      const box = document.createElement('main');
      box.innerHTML = markup;
      document.body.append(box);
    }, autop(bare.trim()));
    assert.match(
      (await told).text(),
      /^<utd-audio-room> ends early.*put a <div> around it.*“Custom HTML” of WordPress/,
    );
  });
});
