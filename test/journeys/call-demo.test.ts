import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';

/** The call of one kind on the page. */
const voice = (page: Page) => page.locator('#voice');
const video = (page: Page) => page.locator('#video');
const isOn = (page: Page, kind: 'voice' | 'video', status: string) =>
  page.waitForSelector(`#${kind}[data-call="${status}"]`);

/** Presses a button by the keyboard. */
const enter = async (page: Page, name: string) => {
  const button = page.getByRole('button', { name, exact: true });
  await button.focus();
  await button.press('Enter');
};

const hears = (page: Page, from: string) =>
  eventually(async () => (await listen(page, { from })).loudest > audible);

/** Whether the picture of a person moves. */
const moves = (page: Page, name: string) =>
  page
    .locator('.picture', { hasText: name })
    .first()
    .evaluate(async (tile) => {
      const video = tile.querySelector('utd-video')?.shadowRoot?.querySelector('video');
      if (!video?.videoWidth) return false;
      const before = video.getVideoPlaybackQuality().totalVideoFrames;
      await new Promise((resolve) => setTimeout(resolve, 250));
      return video.getVideoPlaybackQuality().totalVideoFrames > before;
    });

describe('The page of calls', () => {
  const house = journey();

  const signedIn = async (name: string): Promise<Page> => {
    const page = await house.visit('/call.html');
    await page.getByRole('button', { name: `I am ${name}` }).click();
    await page.waitForSelector('utd-signal[data-state="connected"]');
    return page;
  };

  it('calls by voice and by video with the keyboard alone, and shows who is there', async () => {
    const ada = await signedIn('Ada');
    assert.equal(new URL(ada.url()).pathname, '/call.html');
    const ben = await signedIn('Ben');
    await ada.locator('utd-presence[identity="ben"][data-utd-state~="online"]').waitFor();
    assert.deepEqual(await ada.locator('.people li:visible .name b').allTextContents(), ['Ben', 'Carla']);

    await enter(ada, 'Call Ben');
    await isOn(ben, 'voice', 'ringing');
    await voice(ada).locator('.reached', { hasText: 'ben' }).waitFor();
    await ben.getByText('Ada calls you.').waitFor();
    await enter(ben, 'Answer');
    await isOn(ada, 'voice', 'active');
    assert(await hears(ada, 'ben'), 'ben is not heard');
    assert(await hears(ben, 'ada'), 'ada is not heard');
    await voice(ada)
      .getByRole('timer')
      .filter({ hasText: /0:\d\d/ })
      .first()
      .waitFor();
    await enter(ben, 'Hang up');
    await isOn(ada, 'voice', 'ended');
    await ada.getByText('The call was ended. Call again to go on.').waitFor();

    await enter(ben, 'Call Ada by video');
    await isOn(ada, 'video', 'ringing');
    await enter(ada, 'Answer');
    await isOn(ben, 'video', 'active');
    for (const [page, other] of [
      [ada, 'Ben'],
      [ben, 'Ada'],
    ] as const)
      assert(await eventually(() => moves(page, other.toLowerCase())), `${other} is not seen`);
    await video(ada).getByRole('button', { name: 'Hang up' }).last().click();
    await isOn(ben, 'video', 'ended');
  });

  it('is signed out by its own form', async () => {
    const carla = await signedIn('Carla');
    await carla.getByRole('button', { name: 'Sign out' }).click();
    await carla.getByRole('button', { name: 'I am Carla' }).waitFor();
    assert.equal(new URL(carla.url()).pathname, '/call.html');
  });
});
