import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/journey/room-page.ts';
import { astro, htmx, turbo } from '../support/journey/routers.ts';

const hears = async (page: Page, who: string) =>
  assert(
    await eventually(async () => (await listen(page, { from: who })).loudest > audible, 10),
    `${who} is not heard`,
  );

const bothAreHeard = (anna: Page, ben: Page) => Promise.all([hears(ben, 'anna'), hears(anna, 'ben')]);

/** Notes in the page, which no visit loads anew, each change of the connection of its room. */
const noteChanges = (page: Page) =>
  inRoom(page, (room) => {
    const changes: string[] = [];
    room.session.on('connectionStateChanged', (state) => changes.push(state));
    Object.assign(window, { room, changes });
  });

/** Whether the room that was noted is in the page, and the changes of its connection. */
const noted = (page: Page) =>
  page.evaluate(() => {
    const { room, changes } = window as unknown as { room: Element; changes: string[] };
    return { same: document.querySelector('utd-audio-room') === room, changes };
  });

const visit = async (page: Page, link: string) => {
  await page.getByRole('link', { name: link }).click();
  await page.getByRole('heading', { name: link }).waitFor();
};

const goBack = async (page: Page, to: string) => {
  await page.goBack();
  await page.getByRole('heading', { name: to }).waitFor();
};

for (const { name, script, head, mark, boost = '' } of [turbo, astro, htmx])
  describe(`A room in a site whose pages ${name} changes`, () => {
    const house = journey();
    before(async () => void house.stack.pages.put('/router.js', await script()));

    /** Opens a site of three pages: One and Two have the room, Three has none. */
    function site(marked: string, room: string): Promise<Page> {
      const links = ['One', 'Two', 'Three'].map((each) => `<a href="/${room}-${each}">${each}</a>`).join(' ');
      for (const title of ['One', 'Two', 'Three'])
        house.stack.pages.put(
          `/${room}-${title}`,
          `<!doctype html><html lang="en"><head><title>${title}</title>${head}
            <link rel="stylesheet" href="/dist/utd.css"><script type="module" src="/dist/cdn/utd.js"></script>
            <script type="module" src="/router.js"></script></head>
            <body ${boost}><h1>${title}</h1>${links}
            ${title === 'Three' ? '' : roomMarkup(`room="${room}" identity="anna" name="anna" ${marked}`)}
            </body></html>`,
        );
      return house.visit(`/${room}-One`);
    }

    /** Anna in a site, and Ben in a page, both on a seat. */
    async function together(marked: string, room: string): Promise<[anna: Page, ben: Page]> {
      const ben = await house.open(roomMarkup(`room="${room}" identity="ben" name="ben"`));
      const anna = await site(marked, room);
      await Promise.all([connected(anna), connected(ben)]);
      await sit(anna, 1);
      await sit(ben, 2);
      await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
      await anna.waitForSelector('audio[data-utd-audio="ben"]', { state: 'attached' });
      return [anna, ben];
    }

    it('goes on where it is marked: no connection changes, and both are heard on', async () => {
      const [anna, ben] = await together(mark, 'marked');
      await noteChanges(anna);
      for (const go of [() => visit(anna, 'Two'), () => goBack(anna, 'One')]) {
        await go();
        assert.deepEqual(await noted(anna), { same: true, changes: [] });
        await bothAreHeard(anna, ben);
        await sees(anna, 1, 'anna');
      }
      await anna.getByText('Stand up').click();
      await sees(ben, 1, null);
    });

    it('ends with a visit to a page without it, and is joined once by the way back', async () => {
      const [anna, ben] = await together(mark, 'ends');
      await noteChanges(anna);
      await visit(anna, 'Three');
      await sees(ben, 1, null);
      await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'detached' });
      assert.deepEqual(await noted(anna), { same: false, changes: ['disconnected'] });
      assert.equal(await anna.locator('audio').count(), 0);
      await goBack(anna, 'One');
      await connected(anna);
      await sees(anna, 2, 'ben');
      assert.equal(await anna.locator('utd-seat').count(), 8);
      await sit(anna, 3);
      await sees(ben, 3, 'anna');
      await bothAreHeard(anna, ben);
    });

    it('is another element where it is not marked, which goes on in the seat, with the microphone for a click', async () => {
      const [anna, ben] = await together('', 'unmarked');
      for (const go of [() => visit(anna, 'Two'), () => goBack(anna, 'One')]) {
        await noteChanges(anna);
        await go();
        await connected(anna);
        assert.equal((await noted(anna)).same, false);
        await sees(anna, 1, 'anna');
        await sees(ben, 1, 'anna');
        assert.equal(await anna.locator('utd-seat').count(), 8);
        await hears(anna, 'ben');
        await anna.getByText('Microphone').click();
        await hears(ben, 'anna');
      }
    });

    if (name === turbo.name)
      it('is not touched by a refresh that morphs the page', async () => {
        const [anna, ben] = await together('', 'refreshed');
        await noteChanges(anna);
        await anna.evaluate(
          () =>
            new Promise<void>((refreshed) => {
              document.addEventListener('turbo:morph', () => refreshed(), { once: true });
              const { Turbo } = window as unknown as {
                Turbo: { visit(url: string, options: object): void };
              };
              Turbo.visit(location.href, { action: 'replace' });
            }),
        );
        await sees(anna, 1, 'anna');
        assert.deepEqual(await noted(anna), { same: true, changes: [] });
        assert.equal(await anna.locator('utd-seat').count(), 8);
        await bothAreHeard(anna, ben);
      });
  });
