import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { journey } from '../support/journey/journey.ts';

const shows = (page: Page, text: string) =>
  page.locator('utd-messages .message', { hasText: text }).first().waitFor();
const texts = (page: Page) => page.locator('utd-messages .message p').allTextContents();
/** The row of a conversation in the list. */
const row = (page: Page, name: string) => page.locator('.row', { hasText: name });

async function write(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
}

/** Begins a conversation with these people, as a person does. */
async function begin(page: Page, names: readonly string[], group = ''): Promise<void> {
  await page.locator('.new summary').click();
  for (const name of names) await page.locator('.people label', { hasText: name }).click();
  await page.getByLabel('Name of a group').fill(group);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForSelector('utd-conversation:state(open)');
}

describe('The page of messages', () => {
  const house = journey();

  /** A window in which a person has signed in. Each test has people of its own. */
  const signedIn = async (name: string): Promise<Page> => {
    const page = await house.visit('/messages.html');
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForSelector('utd-signal[data-state="connected"]');
    return page;
  };

  it('carries messages both ways, counts what is unread, and has the history when the page is loaded again', async () => {
    const anna = await signedIn('Anna');
    const ben = await signedIn('Ben');
    await begin(anna, ['Ben']);
    await write(anna, 'Hello, <b>Ben</b>');
    await shows(anna, 'Hello, <b>Ben</b>');
    await row(ben, 'Anna').getByText('1 unread').waitFor();
    await write(anna, 'Are you there?');
    await row(ben, 'Anna').getByText('2 unread').waitFor();

    await row(ben, 'Anna').click();
    await shows(ben, 'Are you there?');
    await row(ben, 'Anna').getByText('2 unread').waitFor({ state: 'hidden' });
    await write(ben, 'Here I am');
    await shows(anna, 'Here I am');
    assert.deepEqual(await texts(ben), ['Hello, <b>Ben</b>', 'Are you there?', 'Here I am']);

    // The page works under a strict policy too.
    await ben.goto(`${house.stack.pages.url}/messages.html?csp`);
    await row(ben, 'Anna').click();
    await shows(ben, 'Here I am');
    assert.deepEqual(await texts(ben), await texts(anna));
    assert.equal(await ben.locator('.message[data-mine]').count(), 1);
    assert.equal(await row(ben, 'Anna').locator('.unread > :first-child').textContent(), '');
  });

  it('shows who types, and shows it no more when they stop', async () => {
    const anna = await signedIn('Carla');
    const ben = await signedIn('David');
    await begin(anna, ['David']);
    await write(anna, 'Hello');
    await row(ben, 'Carla').click();
    await ben.locator('#text').pressSequentially('I');
    await anna.getByText('David writes…').waitFor();
    await ben.locator('#text').fill('');
    await anna.locator('utd-conversation .typing').waitFor({ state: 'hidden' });
  });

  it('has groups, whose messages reach every member', async () => {
    const names = ['Emma', 'Felix', 'Greta'] as const;
    const emma = await signedIn(names[0]);
    const [felix, greta] = await Promise.all([signedIn(names[1]), signedIn(names[2])]);
    await begin(emma, ['Felix', 'Greta'], 'Chess club');
    await write(emma, 'Who plays on Friday?');
    for (const page of [felix, greta]) {
      await row(page, 'Chess club').click();
      await shows(page, 'Who plays on Friday?');
    }
    await write(greta, 'I do');
    await Promise.all([emma, felix].map((page) => shows(page, 'I do')));
    assert.deepEqual(await texts(felix), ['Who plays on Friday?', 'I do']);
    assert.equal(await felix.locator('utd-conversation h2').textContent(), 'Chess club');
  });

  it('shows a person as online, and as offline when their window is closed', async () => {
    const hanna = await signedIn('Hanna');
    const ivan = await signedIn('Ivan');
    await begin(hanna, ['Ivan']);
    const presence = hanna.locator('utd-conversation utd-presence .status');
    await presence.getByText('online').waitFor();
    await ivan.close();
    await presence.getByText('offline').waitFor();
  });

  it('on a phone shows the list or a conversation, and leads back by a button and by keys', async () => {
    const page = await signedIn('Lena');
    await signedIn('Mia');
    await page.setViewportSize({ width: 360, height: 640 });
    await begin(page, ['Mia']);
    await write(page, 'A long word: '.padEnd(200, 'a'));
    await shows(page, 'A long word');
    const list = page.getByRole('region', { name: 'Conversations' });
    assert.equal(await list.isVisible(), false);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    await page.getByRole('button', { name: 'Back to the conversations' }).press('Enter');
    await list.waitFor();
    assert.equal(await page.getByRole('region', { name: 'Mia' }).isVisible(), false);
    await row(page, 'Mia').press('Enter');
    await page.getByRole('region', { name: 'Mia' }).waitFor();
    assert.equal(await page.locator('#text').evaluate((field) => field === document.activeElement), true);
    await page.getByRole('button', { name: 'Back to the conversations' }).press('Enter');
    assert.equal(await row(page, 'Mia').evaluate((button) => button === document.activeElement), true);
  });

  it('asks for a name again after signing out, and tells nobody’s messages', async () => {
    const page = await signedIn('Julia');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Your name').waitFor();
    assert.equal(await page.locator('.messenger').isVisible(), false);
  });

  it('has a backend that gives tokens to pages of its own origin only, and to nobody without a login', async () => {
    const page = await signedIn('Karl');
    const ask = (headers: Record<string, string>, credentials: RequestCredentials = 'same-origin') =>
      page.evaluate(
        async ([headers, credentials]) =>
          (await fetch('/signal-token', { method: 'POST', headers, credentials })).status,
        [headers, credentials] as const,
      );
    assert.deepEqual(
      [await ask({}), await ask({ 'x-utd-request': '1' }), await ask({ 'x-utd-request': '1' }, 'omit')],
      [403, 200, 401],
    );
  });
});
