import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { journey } from '../support/journey/journey.ts';
import { connected } from '../support/journey/room-page.ts';
import { inStream } from '../support/journey/stream-page.ts';

/** More stops than a page of the demo has. */
const stops = 80;

/** The element with the focus, as a person hears of it: name and description. */
const heard = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement!;
    const label = at.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent;
    return [label ?? at.textContent, at.getAttribute('aria-description')].map((each) =>
      (each ?? '').replace(/\s+/g, ' ').trim(),
    );
  });

/** Goes on by Tab to the next element of this name, and presses a key there. */
async function use(page: Page, name: string, key = 'Enter', about = ''): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press('Tab');
    const [label, description] = await heard(page);
    if (label === name && description!.startsWith(about)) return page.keyboard.press(key);
    passed.push(`${label} (${description})`);
  }
  assert.fail(`Tab leads to no '${name}' about '${about}', but to: ${passed.join(', ')}`);
}

const role = (page: Page, name: string) => page.waitForSelector(`utd-live-stream[data-role="${name}"]`);
const mic = (page: Page, on: boolean) => page.waitForSelector(`.mic[aria-pressed="${on}"]`);

describe('The keyboard alone', () => {
  const house = journey();

  const enter = async (path: string, name: string): Promise<Page> => {
    const page = await house.visit(path);
    await use(page, 'Your name', 'Shift');
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    return page;
  };

  it('joins an audio room, sits, talks, writes, moderates and leaves', async () => {
    const anna = await enter('/audio-room.html', 'Anna');
    await connected(anna);
    await use(anna, 'Sit here', 'Enter', '3');
    await mic(anna, true);
    await anna.locator('utd-seat').nth(2).locator('b', { hasText: 'Anna' }).waitFor();
    await use(anna, 'Microphone', 'Space');
    await mic(anna, false);
    await use(anna, 'Hold to talk', 'Shift');
    await anna.keyboard.down('Space');
    await mic(anna, true);
    await anna.keyboard.up('Space');
    await mic(anna, false);

    const ben = await enter('/audio-room.html', 'Ben');
    await connected(ben);
    await use(ben, 'Message', 'Shift');
    await ben.keyboard.type('Good evening');
    await ben.keyboard.press('Enter');
    const message = anna.locator('.message', { hasText: 'Good evening' });
    await message.waitFor();
    await use(anna, 'Remove', 'Enter', 'Ben: Good evening');
    await message.waitFor({ state: 'detached' });

    await use(ben, 'Sit here', 'Enter', '5');
    await mic(ben, true);
    await use(anna, 'Manage Ben');
    await use(anna, 'Mute', 'Enter', 'Ben');
    await mic(ben, false);
    await use(anna, 'Leave');
    await anna.getByText('You have left the lobby.').waitFor();
    await use(anna, 'Back in');
    await connected(anna);
  });

  it('shows a live stream, brings a guest on stage and ends the show', async () => {
    const hana = await enter('/live-stream.html', 'Hana');
    await inStream(hana);
    await use(hana, 'Show me my picture');
    await hana.locator('.tile utd-video:state(live)').waitFor();
    await use(hana, 'Go live');
    await hana.waitForSelector('utd-live-stream:state(live)');

    const gil = await enter('/live-stream.html', 'Gil');
    await inStream(gil);
    await use(gil, 'Raise hand');
    await hana.getByRole('button', { name: 'On stage' }).waitFor();
    await use(hana, 'On stage', 'Enter', 'Gil');
    await role(gil, 'guest');
    await use(gil, 'Camera');
    await gil.waitForSelector('.cam[aria-pressed="false"]');
    await hana.locator('.tile', { hasText: 'Gil' }).waitFor({ state: 'attached' });
    await use(hana, 'Manage Gil');
    await use(hana, 'Take off the stage', 'Enter', 'Gil');
    await role(gil, 'audience');
    await use(gil, 'Leave');
    await gil.getByText('You have left the show.').waitFor();
    await use(hana, 'End the show');
    await hana.waitForSelector('utd-live-stream:not(:state(live))');
  });
});
