import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { filmHouse } from '../support/journey/film-house.ts';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';

const mount = (page: Page, markup: string) => page.evaluate((html) => window.film.mount(html), markup);
const moving = (page: Page) => page.evaluate(() => window.film.moving());
const states = (page: Page) => page.evaluate(() => window.film.states());
const camera = (page: Page) => page.evaluate(() => window.film.session!.media.setCamera(true));
const tile = (identity: string, style = 'width: 320px') =>
  `<utd-video identity="${identity}" style="${style}"></utd-video>`;

/** Identifiers of the pictures that come in within a second. */
async function receives(page: Page): Promise<string[]> {
  const before = await page.evaluate(() => window.film.received());
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const after = await page.evaluate(() => window.film.received());
  return Object.keys(after).filter((each) => after[each]! > (before[each] ?? 0));
}

/** A layer that changes may pause one picture for a second. A fifth picture that is received stays. */
const receivesFour = async (page: Page) =>
  assert(await eventually(async () => (await receives(page)).length === 4), 'not four are received');

describe('A tile', () => {
  const house = journey();

  it('that cannot be seen receives nothing, and moves when it can be seen again', async () => {
    const film = filmHouse(house, 'seen');
    const [anna, ben] = [await film.filmer('anna'), await film.filmer('ben')];
    await film.grant('anna', 'camera');
    await camera(anna);
    await mount(
      ben,
      `<div style="height: 3000px"><details open><summary>x</summary>${tile('anna')}</details></div>`,
    );
    const moves = async () => (await moving(ben)).includes('anna');
    assert(await eventually(moves), 'nothing moves');
    for (const [hide, show] of [
      ['scrollTo(0, 2000)', 'scrollTo(0, 0)'],
      [
        'document.querySelector("utd-video").hidden = true',
        'document.querySelector("utd-video").hidden = false',
      ],
      ['document.querySelector("details").open = false', 'document.querySelector("details").open = true'],
    ] as const) {
      await ben.evaluate(hide);
      assert(await eventually(async () => !(await receives(ben)).length), `${hide}: it is received on`);
      await ben.evaluate(show);
      assert(await eventually(moves), `${show}: it does not move`);
    }
    assert.deepEqual(await states(ben), ['anna: live']);
  });

  it('of a connection that is lost shows no last frame', async () => {
    const film = filmHouse(house, 'lost');
    const [anna, ben] = [await film.filmer('anna'), await film.filmer('ben')];
    await film.grant('anna', 'camera');
    await camera(anna);
    await mount(ben, tile('anna'));
    assert(await eventually(async () => (await states(ben)).join() === 'anna: live'));
    await anna.evaluate(() => window.film.loseUplink());
    assert(await eventually(async () => (await states(ben)).join() === 'anna: lost'), 'it passes for live');
  });

  it('is one of four that are received where twelve send and four can be seen', async () => {
    const film = filmHouse(house, 'twelve');
    const stage = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const [crowd, ben] = [await film.filmer('crowd'), await film.filmer('ben')];
    await crowd.evaluate((all) => window.film.gather(all), stage);
    await Promise.all(stage.map((each) => film.grant(each, 'camera')));
    await crowd.evaluate(() => window.film.sendAll());
    const box = (each: string) => `<div style="height: 150px">${tile(each, 'width: 200px')}</div>`;
    await mount(ben, `<div style="height: 600px; overflow: scroll">${stage.map(box).join('')}</div>`);
    assert(
      await eventually(async () => (await moving(ben)).join() === 'p0,p1,p2,p3'),
      (await states(ben)).join(),
    );
    await receivesFour(ben);
    await ben.evaluate(() => document.querySelector('div')!.scrollBy(0, 1200));
    assert(
      await eventually(async () => (await moving(ben)).join() === 'p8,p9,p10,p11'),
      (await states(ben)).join(),
    );
    await receivesFour(ben);
  });

  it('plays for whoever joins at the moment of a publication', async () => {
    const film = filmHouse(house, 'moment');
    const crowd = await film.filmer('crowd');
    await crowd.evaluate(() => window.film.gather(['p0']));
    await film.grant('p0', 'camera');
    const ben = await film.filmer('ben');
    await mount(ben, tile('p0'));
    for (let time = 0; time < 5; time++) {
      await ben.evaluate(() => window.film.session!.leave());
      const sent = crowd.evaluate(() => window.film.sendAnew('p0'));
      await new Promise((resolve) => setTimeout(resolve, time * 30));
      await ben.evaluate(() => window.film.session!.join());
      await sent;
      assert(
        await eventually(async () => (await moving(ben)).join() === 'p0'),
        `join ${time}: ${(await states(ben)).join()}`,
      );
    }
  });
});
