import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { journey } from '../support/journey.ts';
import { connected } from '../support/room-page.ts';

const room = (name: string) =>
  `<utd-audio-room room="${name}" identity="anna" name="anna"><p>Room</p></utd-audio-room>`;

/** Scripts that the page has loaded, with the time at which each was asked for, and the end of the mint. */
const loads = (page: Page) =>
  page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const scripts = entries.filter(({ name }) => /\/dist\/cdn\/[^/]+\.js$/.test(name));
    return {
      scripts: scripts.map(({ name, startTime }) => ({ file: name.replace(/^.*\//, ''), startTime })),
      minted: entries.find(({ name }) => name.endsWith('/api/v1/token'))?.responseEnd,
    };
  });

const filesOf = async (page: Page) => (await loads(page)).scripts.map(({ file }) => file);

describe('Loading by product', () => {
  const house = journey();

  for (const csp of [false, true])
    it(`a page with a room has it whole, and nothing is loaded after the mint${csp ? ', under the strict policy' : ''}`, async () => {
      const page = await house.open(room(`loading-${csp}`), { csp });
      await connected(page);
      const { scripts, minted } = await loads(page);
      assert(minted);
      assert.deepEqual(
        scripts.filter(({ startTime }) => startTime > minted),
        [],
      );
      const files = scripts.map(({ file }) => file);
      assert.equal(new Set(files).size, files.length, `one file came twice: ${files.join()}`);
      assert(files.includes('audio-room.js') && files.includes('livekit.js'));
    });

  it('a page with a client loads what that needs, and a room that is inserted later works', async () => {
    const page = await house.open('<utd-client identity="ben" name="Ben"><p>Client</p></utd-client>');
    await page.waitForSelector('utd-client:defined');
    const before = await filesOf(page);
    assert(!before.includes('audio-room.js') && !before.includes('livekit.js'), before.join());
    await page.evaluate((markup) => {
      const template = document.createElement('template');
      template.innerHTML = markup;
      document.querySelector('utd-client')!.append(template.content.cloneNode(true));
    }, '<utd-audio-room room="later"><p>Room</p></utd-audio-room>');
    await connected(page);
    assert.equal(
      await page.evaluate(() => document.querySelector('utd-audio-room')!.session.identity.get()),
      'ben',
    );
  });

  it('a room that waits for a form leaves livekit-client to the join', async () => {
    const page = await house.open(
      '<utd-audio-room room="form"><form slot="join"><input name="name"><button>Join</button></form><p>Room</p></utd-audio-room>',
    );
    await page.getByText('Join').waitFor();
    assert(!(await filesOf(page)).includes('livekit.js'));
    await page.getByText('Join').click();
    await connected(page);
    assert((await filesOf(page)).includes('livekit.js'));
  });

  it("a room in the shadow root of a page's own Lit element works", async () => {
    const page = await house.open('<own-room></own-room>');
    await page.evaluate(async () => {
      const path = '/dist/cdn/lit.js';
      const { LitElement, html } = (await import(path)) as typeof import('lit');
      class OwnRoom extends LitElement {
        protected override render() {
          return html`<utd-audio-room room="shadow" identity="cleo" name="Cleo"><p>Room</p></utd-audio-room>`;
        }
      }
      customElements.define('own-room', OwnRoom);
    });
    await page.waitForSelector('utd-audio-room[data-connection="connected"]');
  });
});
