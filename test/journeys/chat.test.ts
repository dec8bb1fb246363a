import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { journey } from '../support/journey.ts';
import { connected, errorsOf, inRoom, roomMarkup } from '../support/room-page.ts';

const chat = `
  <utd-chat>
    <div role="log">
      <utd-messages><template>
        <p><b data-utd-text="name"></b>: <span data-utd-text="text"></span>
          <button command="--remove-message">Remove</button></p>
      </template></utd-messages>
    </div>
    <form><input name="text" required><button>Send</button></form>
  </utd-chat>`;

const markup = (room: string, who: string, more = '') =>
  roomMarkup(`room="${room}" identity="${who}" name="${who}" ${more}`, chat);

const texts = (page: Page) => page.locator('utd-messages span').allTextContents();
const shows = (page: Page, text: string) =>
  page.locator('utd-messages span', { hasText: text }).first().waitFor();

async function write(page: Page, text: string): Promise<void> {
  await page.locator('[name="text"]').fill(text);
  await page.locator('[name="text"]').press('Enter');
}

describe('The chat of a room', () => {
  const house = journey({ servers: 'own' });

  /** What the host’s own client asks of the engine. */
  const asHost = async (room: string) => {
    const ask = async (method: string, path: string, body: object, headers: Record<string, string>) => {
      const response = await fetch(`${house.stack.engineUrl}/api/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      assert(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`);
      return response;
    };
    const { id, key } = house.stack.app;
    const mint = { identity: 'host', session_id: 'session-of-the-host-0001', room_name: room };
    const answer = await ask(
      'POST',
      '/token',
      { ...mint, type: 'audio_room', role: 'host' },
      { 'x-app-id': id, 'x-app-key': key },
    );
    const { user_token } = (await answer.json()) as { user_token: string };
    return (method: string, path: string) =>
      ask(method, `/rooms/${room}${path}`, {}, { authorization: `Bearer ${user_token}` });
  };

  it('is written by one and read by the other, and by who comes late', async () => {
    const [anna, ben] = await Promise.all([
      house.open(markup('chat-two', 'anna')),
      house.open(markup('chat-two', 'ben'), { csp: true }),
    ]);
    await Promise.all([connected(anna), connected(ben)]);
    await write(anna, 'Hello, <b>Ben</b>');
    await shows(ben, 'Hello, <b>Ben</b>');
    await write(ben, 'Hello, Anna');
    await shows(anna, 'Hello, Anna');
    assert.equal(await anna.locator('[name="text"]').inputValue(), '');

    const late = await house.open(markup('chat-two', 'carla'));
    await connected(late);
    await shows(late, 'Hello, Anna');
    assert.deepEqual(await texts(late), ['Hello, <b>Ben</b>', 'Hello, Anna']);
    assert.deepEqual(await texts(late), await texts(anna));
    assert.equal(await late.locator('button', { hasText: 'Remove' }).first().isEnabled(), false);

    await anna.locator('button', { hasText: 'Remove' }).first().click();
    await Promise.all(
      [anna, ben, late].map((page) =>
        page.locator('utd-messages span', { hasText: '<b>' }).waitFor({ state: 'detached' }),
      ),
    );
    assert.deepEqual(await texts(late), ['Hello, Anna']);
  });

  it('is locked by the host: what is written is refused and stays in its field', async () => {
    const host = await asHost('chat-locked');
    const anna = await house.open(markup('chat-locked', 'anna'));
    await connected(anna);
    const errors = await errorsOf(anna);
    await host('PUT', '/comments/lock');
    await anna.waitForSelector('utd-chat:state(locked)');
    await write(anna, 'anybody there?');
    await anna.waitForFunction(() => (window as unknown as { seen: string[] }).seen.length > 0);
    assert.deepEqual(await errors(), ['comments_locked']);
    assert.equal(await anna.locator('[name="text"]').inputValue(), 'anybody there?');
    await host('PUT', '/comments/unlock');
    await anna.waitForSelector('utd-chat:not(:state(locked))');
    await anna.locator('[name="text"]').press('Enter');
    await shows(anna, 'anybody there?');
  });

  it('survives an engine that is restarted while somebody writes: each message once, in order', async () => {
    const [anna, ben] = await Promise.all([
      house.open(markup('chat-restart', 'anna')),
      house.open(markup('chat-restart', 'ben')),
    ]);
    await Promise.all([connected(anna), connected(ben)]);
    await inRoom(ben, ({ session }) => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      session.on('chatMessage', ({ text }) => heard.push(text));
    });
    let cut = 0;
    anna.on('requestfailed', (request) => void (request.url().endsWith('/chat') && cut++));
    const sent = inRoom(anna, async ({ session }) => {
      const all: Promise<{ text: string }>[] = [];
      while (!('enough' in window) || all.length < 20) {
        all.push(session.chat.send(`number ${all.length}`));
        await new Promise(requestAnimationFrame);
      }
      return (await Promise.all(all)).map(({ text }) => text);
    });
    await shows(ben, 'number 3');
    await house.stack.engine.restart();
    await anna.evaluate(() => Object.assign(window, { enough: true }));
    const wanted = (await sent).map((_, number) => `number ${number}`);
    assert.deepEqual(await sent, wanted);
    assert(cut > 0, 'the engine was away while nothing was sent');
    await shows(ben, wanted.at(-1)!);
    assert.deepEqual(await ben.evaluate(() => (window as unknown as { heard: string[] }).heard), wanted);
    assert.deepEqual(await texts(ben), wanted.slice(-300));
    assert.deepEqual(await texts(anna), wanted.slice(-300));
  });

  it('has messages of the app’s own beside it, for one of two', async () => {
    const names = ['anna', 'ben', 'carla'];
    const pages = await Promise.all(names.map((name) => house.open(markup('chat-data', name))));
    await Promise.all(pages.map(connected));
    const [anna, ...others] = pages as [Page, Page, Page];
    for (const page of others)
      await inRoom(page, ({ session }) => {
        const got: unknown[] = [];
        Object.assign(window, { got });
        session.on('appMessage', ({ from, data }) => got.push([from, data]));
      });
    await inRoom(anna, async ({ session }) => {
      await session.data.send({ roll: 6 }, { to: ['ben'] });
      await session.data.send('all');
    });
    const got = (page: Page) => page.evaluate(() => (window as unknown as { got: unknown[] }).got);
    for (const page of others)
      await page.waitForFunction(() =>
        (window as unknown as { got: [string, unknown][] }).got.some(([, data]) => data === 'all'),
      );
    assert.deepEqual(await Promise.all(others.map(got)), [
      [
        ['anna', { roll: 6 }],
        ['anna', 'all'],
      ],
      [['anna', 'all']],
    ]);
  });
});
