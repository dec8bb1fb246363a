import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { AudioRoomController } from '../../src/index.ts';
import { version } from '../../src/model/version.ts';
import { journey } from '../support/journey/journey.ts';
import { otherCopy } from '../support/journey/other-copy.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/journey/room-page.ts';

const other = '0.0.1';
const script = (path: string) => `<script type="module" src="${path}"></script>`;
const ours = '/dist/cdn/utd.js';

describe('Two copies of the library in one page', () => {
  const house = journey();
  before(async () => void house.stack.pages.put('/other.js', await otherCopy(other)));

  /** Opens a page with these scripts, in order, and answers what it warned of. */
  async function open(scripts: string[], body: string, strict = ''): Promise<{ page: Page; said: string[] }> {
    const said: string[] = [];
    const page = await house.visit('/');
    page.on('console', (message) => message.type() === 'warning' && said.push(message.text()));
    const html = `<!doctype html><head>${scripts.map(script).join('')}</head><body>${body}</body>`;
    await page.goto(house.stack.pages.put('/copies', html) + strict);
    return { page, said };
  }

  for (const [first, scripts] of [
    [version, [ours, '/other.js']],
    [other, ['/other.js', ours]],
  ] as const)
    for (const strict of ['', '?csp'])
      it(`${first} comes first: it wins whole, which is said once, and its room works${strict}`, async () => {
        const { page, said } = await open(
          [...scripts],
          roomMarkup(`room="copies${strict.slice(1)}-${first}" identity="anna" name="anna"`),
          strict,
        );
        await connected(page);
        const second = first === version ? other : version;
        assert.deepEqual(said, [
          `utd-stream-elements ${second} was not registered: ${first} came first in this page.`,
        ]);
        await inRoom(page, (room) => {
          let commands = 0;
          room.addEventListener('command', () => commands++, true);
          room.addEventListener('utd-mic-enabled-changed', () => Object.assign(window, { sent: commands }), {
            once: true,
          });
        });
        await sit(page, 1);
        await sees(page, 1, 'anna');
        await page.waitForFunction(() => 'sent' in window);
        assert.equal(await page.evaluate(() => (window as unknown as { sent: number }).sent), 1);
      });

  it('the elements of one follow a session of the other, which they were given', async () => {
    const { page } = await open(['/other.js'], roomMarkup('manual'));
    await page.waitForSelector('utd-audio-room[data-connection="disconnected"]');
    await inRoom(page, async (element) => {
      const path = '/dist/cdn/index.js';
      const { AudioRoomController } = (await import(path)) as typeof import('../../src/index.ts');
      const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)!.content;
      const session = new AudioRoomController(null, {
        appId: meta('utd-app-id'),
        baseUrl: meta('utd-base-url'),
        roomName: 'given',
        identity: 'ben',
        name: 'ben',
      });
      if (session instanceof element.session.constructor) throw new Error('There is but one copy.');
      element.session = session as AudioRoomController;
      await session.join();
    });
    await connected(page);
    await sit(page, 3);
    await sees(page, 3, 'ben');
    await page.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
    await page.getByText('Stand up').click();
    await sees(page, 3, null);
  });
});
