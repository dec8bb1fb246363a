import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, listen } from '../support/heard.ts';
import { journey } from '../support/journey.ts';
import { connected, sees, sit } from '../support/room-page.ts';
import { documented, pasted } from '../support/snippets.ts';

describe('The first snippet of the README', () => {
  const house = journey();

  it('pasted into two pages is a room in which one speaks and the other hears it, without any script', async () => {
    const first = documented()[0] ?? assert.fail('the README shows nothing');
    assert.deepEqual([first.where.split(':')[0], first.language], ['README.md', 'html']);
    assert.doesNotMatch(first.code, /<script|onclick/);
    const body = pasted(first, house.stack);

    const join = async (page: Page, name: string) => {
      await page.getByPlaceholder('Your name').fill(name);
      await page.getByText('Join', { exact: true }).click();
      await connected(page);
    };
    const [anna, ben] = [await house.open(body), await house.open(body)];
    await join(anna, 'anna');
    await join(ben, 'ben');
    await sit(anna, 1);
    await sees(ben, 1, 'anna');
    await ben.waitForSelector('audio[data-utd-audio]', { state: 'attached' });
    assert((await listen(ben)).loudest > audible, 'ben hears nothing');
  });
});
