import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, whenTold } from '../support/journey/room-page.ts';

/** The demo's own page, which has no script. */
async function comeIn(house: ReturnType<typeof journey>, name: string): Promise<Page> {
  const page = await house.visit('/audio-room.html');
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
  await connected(page);
  return page;
}

const person = (page: Page, name: string) => page.locator('.people li', { hasText: name });

/** What a host does with somebody, behind "Manage" in the list of people. */
async function manage(page: Page, name: string, what: string): Promise<void> {
  const item = person(page, name);
  if ((await item.locator('details[open]').count()) === 0) await item.getByText('Manage').click();
  await item.getByRole('button', { name: what }).click();
}

const hears = async (page: Page, from: string) =>
  (await listen(page, { seconds: 1.2, from })).loudest > audible;

describe('A room that is run by its host', () => {
  const house = journey();

  it('asks, approves, mutes, demotes, bans and lets back in, by a page without a script', async () => {
    const anna = await comeIn(house, 'Anna');
    await anna.getByRole('button', { name: 'Ask before sitting' }).click();
    const ben = await comeIn(house, 'Ben');
    await manage(anna, 'Ben', 'Make admin');
    await ben.waitForSelector('utd-audio-room[data-role="admin"]');

    const carla = await comeIn(house, 'Carla');
    const id = (await inRoom(carla, ({ session }) => session.identity.get()))!;
    await carla.getByRole('button', { name: 'Sit here' }).nth(2).click();
    for (const page of [anna, ben]) await page.locator('.asks li', { hasText: 'Carla' }).waitFor();
    await ben.getByRole('button', { name: 'Let speak' }).click();
    for (const page of [anna, ben])
      assert(await eventually(() => hears(page, id)), 'who was approved is not heard');

    await manage(anna, 'Carla', 'Mute');
    for (const page of [anna, ben])
      assert(await eventually(async () => !(await hears(page, id))), 'who was muted is heard');
    await manage(anna, 'Carla', 'Mute');
    await carla.locator('.mic:enabled').waitFor();
    if ((await carla.locator('.mic').getAttribute('aria-pressed')) === 'false')
      await carla.locator('.mic').click();
    assert(await eventually(() => hears(ben, id)), 'who may speak again is not heard');

    const closed = await whenTold(carla, 'utd-mic-enabled-changed', false);
    await manage(anna, 'Carla', 'Make listener');
    await closed();
    await carla.waitForSelector('utd-audio-room[data-role="listener"]');
    for (const page of [anna, ben]) assert.equal(await hears(page, id), false, 'who was demoted is heard');

    await manage(ben, 'Carla', 'Ban for an hour');
    await carla.waitForSelector('utd-audio-room[data-ended="banned"]');
    await carla.getByRole('button', { name: 'Back in' }).click();
    await carla.waitForSelector('utd-audio-room[data-ended="failed"]');
    await carla.getByText('banned').first().waitFor();
    await anna.reload();
    await anna.getByLabel('Your name').fill('Anna');
    await anna.getByRole('button', { name: 'Join' }).click();
    await anna.waitForSelector('utd-audio-room[data-role="host"]');
    await anna.getByRole('button', { name: 'Let back in' }).click();
    await anna.locator('.banned li').waitFor({ state: 'detached' });
    await carla.getByRole('button', { name: 'Back in' }).click();
    await connected(carla);
  });
});

describe('The chat of a room that is run by its host', () => {
  const house = journey();

  it('is read by everybody; the host removes a message, and locks', async () => {
    const [anna, ben] = [await comeIn(house, 'Anna'), await comeIn(house, 'Ben')];
    await ben.getByLabel('Message').fill('<img src=x onerror=alert(1)> hello');
    await ben.getByRole('button', { name: 'Send' }).click();
    for (const page of [anna, ben])
      await page.locator('.message p', { hasText: '<img src=x onerror=alert(1)> hello' }).waitFor();
    assert.equal(await ben.getByLabel('Message').inputValue(), '');
    await anna.locator('.message').getByRole('button', { name: 'Remove' }).click();
    await ben.getByText('Nothing has been written yet.').waitFor();
    await anna.getByRole('button', { name: 'Lock', exact: true }).click();
    await ben.getByLabel('Message').waitFor({ state: 'hidden' });
    assert(await anna.getByLabel('Message').isVisible(), 'the host cannot write');
  });
});
