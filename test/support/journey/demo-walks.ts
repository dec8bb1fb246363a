import type { Page } from 'playwright-core';
import type { Journey } from './journey.ts';
import { connected } from './room-page.ts';
import { inStream } from './stream-page.ts';

/** Looks at a page of the demo in a state, by the name of the state. */
type Look = (page: Page, state: string) => Promise<void>;

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) }).click();

/** Opens a page and fills in its form. */
async function enter(house: Journey, path: string, name: string): Promise<Page> {
  const page = await house.visit(path);
  await page.getByLabel('Your name').fill(name);
  await press(page, /^(Join|Sign in)$/);
  return page;
}

/** The ways through the pages of the demo, each with all states that a person sees. */
export const demoWalks: Readonly<Record<string, (house: Journey, look: Look) => Promise<void>>> = {
  async 'in the list of pages'(house, look) {
    await look(await house.visit('/'), 'at once');
  },
  async 'in an audio room'(house, look) {
    await look(await house.visit('/audio-room.html'), 'before');
    const anna = await enter(house, '/audio-room.html', 'Anna');
    await connected(anna);
    await look(anna, 'joined');
    await anna.getByRole('button', { name: 'Sit here' }).first().click();
    await anna.waitForSelector('.mic[aria-pressed="true"]');
    const ben = await enter(house, '/audio-room.html', 'Ben');
    await connected(ben);
    await ben.getByLabel('Message').fill('Good evening');
    await ben.getByLabel('Message').press('Enter');
    await anna.getByText('Good evening').waitFor();
    await press(anna, 'Ask before sitting');
    // A click that is sooner than the news takes the seat.
    await ben.waitForFunction(
      () => document.querySelector('utd-audio-room')?.session.seats.grid.get().mode === 'request',
    );
    await ben.getByRole('button', { name: 'Sit here' }).last().click();
    await anna.getByRole('button', { name: 'Let speak' }).waitFor();
    await look(ben, 'waiting');
    await anna.locator('.people').getByText('Manage').last().click();
    await look(anna, 'seated, managing');
    await press(anna, 'Microphone');
    await anna.waitForSelector('.mic[aria-pressed="false"]');
    await anna.locator('.seat').getByText('Manage').last().click();
    await look(anna, 'muted');
    await press(anna, 'Let speak');
    await anna.locator('.seat b', { hasText: 'Ben' }).waitFor();
    await press(ben, 'Leave');
    await ben.getByText('You have left the lobby.').waitFor();
    await look(ben, 'ended');
    await press(anna, 'Sit without asking');
    const carla = await enter(house, '/audio-room.html', 'Carla');
    await connected(carla);
    await carla.getByRole('button', { name: 'Sit here' }).last().click();
    await anna.locator('.seat b', { hasText: 'Carla' }).waitFor();
    await carla.close();
    await anna.waitForSelector('.seat:state(away)');
    await look(anna, 'somebody away');
  },
  async 'in a live stream'(house, look) {
    await look(await house.visit('/live-stream.html'), 'before');
    const hana = await enter(house, '/live-stream.html', 'Hana');
    await inStream(hana);
    await press(hana, 'Show me my picture');
    await hana.locator('.tile utd-video:state(live)').waitFor();
    await look(hana, 'host before the show');
    await press(hana, 'Go live');
    await hana.waitForSelector('utd-live-stream:state(live)');
    const [gil, vera] = await Promise.all(
      ['Gil', 'Vera'].map((name) => enter(house, '/live-stream.html', name)),
    );
    await Promise.all([gil!, vera!].map(inStream));
    await press(gil!, 'Raise hand');
    await hana.getByRole('button', { name: 'On stage' }).waitFor();
    await look(hana, 'raised hand');
    await press(hana, 'On stage');
    await gil!.waitForSelector('utd-live-stream[data-role="guest"]');
    await vera!.getByLabel('Message').fill('Good evening');
    await vera!.getByLabel('Message').press('Enter');
    await hana.getByText('Good evening').waitFor();
    await hana.locator('.tile').nth(1).waitFor({ state: 'attached' });
    await look(hana, 'live with two');
    await look(vera!, 'viewer');
    await press(vera!, 'Leave');
    await vera!.getByText('You have left the show.').waitFor();
    await look(vera!, 'ended');
  },
  async 'in messages'(house, look) {
    await look(await house.visit('/messages.html'), 'signed out');
    const anna = await enter(house, '/messages.html', 'Anna');
    const ben = await enter(house, '/messages.html', 'Ben');
    for (const page of [anna, ben]) await page.waitForSelector('utd-signal[data-state="connected"]');
    await look(ben, 'signed in');
    await anna.locator('.new summary').click();
    await anna.locator('.people label').first().click();
    await look(anna, 'new conversation');
    await press(anna, 'Begin');
    await anna.locator('#text').fill('Good evening');
    await anna.locator('#text').press('Enter');
    await ben.locator('.row').getByText('1 unread').waitFor();
    await look(ben, 'unread');
    await ben.locator('.row').click();
    await ben.locator('#text').fill('Hello');
    await ben.locator('#text').press('Enter');
    await anna.locator('.message', { hasText: 'Hello' }).waitFor();
    await look(anna, 'conversation');
  },
  async 'in calls'(house, look) {
    await look(await house.visit('/call.html'), 'signed out');
    const [ada, ben] = await Promise.all(
      ['Ada', 'Ben'].map(async (name) => {
        const page = await house.visit('/call.html');
        await press(page, `I am ${name}`);
        await page.waitForSelector('utd-signal[data-state="connected"]');
        return page;
      }),
    );
    await look(ada!, 'idle');
    const kinds = { voice: 'Call Ben', video: 'Call Ben by video' };
    for (const [kind, name] of Object.entries(kinds)) {
      await press(ada!, name);
      await ben!.waitForSelector(`#${kind}[data-call="ringing"]`);
      await look(ada!, `${kind} rings out`);
      await look(ben!, `${kind} rings in`);
      await press(ben!, 'Answer');
      await ada!.waitForSelector(`#${kind}[data-call="active"]`);
      await look(ada!, `${kind} active`);
      await ada!.getByRole('button', { name: 'Hang up' }).last().click();
      await ben!.waitForSelector(`#${kind}[data-call="ended"]`);
      await look(ben!, `${kind} over`);
    }
  },
  async 'in the pages with a script or a policy of their own'(house, look) {
    for (const path of ['/strict.html', '/own-element.html', '/plain-js.html']) {
      const page = await house.visit(path);
      await look(page, `${path.slice(1)} before`);
      if (path === '/strict.html') await page.getByLabel('Your name').fill('Ada');
      await page.getByText('Join', { exact: true }).click();
      await page.getByRole('button', { name: 'Leave' }).waitFor();
      await page
        .getByRole('button', { name: /^(Sit here|Sit down)/ })
        .last()
        .click();
      await page.getByRole('button', { name: 'Stand up' }).waitFor();
      await look(page, `${path.slice(1)} seated`);
    }
  },
};
