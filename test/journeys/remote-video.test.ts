import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { VideoSource } from '../../src/model/video-view.ts';
import { filmHouse, type Grant } from '../support/journey/film-house.ts';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';

const camera = (page: Page, on: boolean) =>
  page.evaluate((wanted) => window.film.session!.media.setCamera(wanted), on);
const share = (page: Page, on: boolean) =>
  page.evaluate((wanted) => window.film.session!.media.setScreenShare(wanted), on);

/** The tile in which `page` shows a picture of `identity`. */
const tileIn = (page: Page, identity: string, source: VideoSource) => ({
  show: (width: number, height: number) =>
    page.evaluate(([of, what, w, h]) => window.film.show(of, what, w, h), [
      identity,
      source,
      width,
      height,
    ] as const),
  hide: () => page.evaluate(([of, what]) => window.film.hide(of, what), [identity, source] as const),
  live: () => page.evaluate(([of, what]) => window.film.live(of, what), [identity, source] as const),
  width: () => page.evaluate(([of, what]) => window.film.widthOf(of, what), [identity, source] as const),
  colour: () => page.evaluate(([of, what]) => window.film.colourOf(of, what), [identity, source] as const),
  moves: () =>
    eventually(() =>
      page.evaluate(([of, what]) => window.film.tileMoves(of, what), [identity, source] as const),
    ),
});

const reachesWidth = (tile: ReturnType<typeof tileIn>, width: number) =>
  eventually(async () => (await tile.width()) >= width);

/** Whether any picture comes in within half a second. */
async function receives(page: Page): Promise<boolean> {
  const sum = async () =>
    Object.values(await page.evaluate(() => window.film.received())).reduce((a, b) => a + b, 0);
  const before = await sum();
  await new Promise((resolve) => setTimeout(resolve, 500));
  return (await sum()) > before;
}

describe('The picture of another', () => {
  const house = journey();

  /** anna, who may send these, and ben, who watches by our own session. */
  const two = async (room: string, ...grants: Grant[]) => {
    const film = filmHouse(house, room);
    const [anna, ben] = [await film.filmer('anna'), await film.filmer('ben')];
    await film.grant('anna', ...grants);
    return { anna, ben, tile: (source: VideoSource) => tileIn(ben, 'anna', source) };
  };

  // How soon a picture is back, and at its full size, is the subject of test/timed/video.test.ts.
  it('comes in while a tile shows it, stops when none does, and comes back', async () => {
    const { anna, ben, tile } = await two('tiles', 'camera');
    const shown = tile('camera');
    await camera(anna, true);
    assert(
      await eventually(() => ben.evaluate(() => window.film.session!.participants.get('anna').get()!.camera)),
    );
    assert.equal(await receives(ben), false, 'a picture that nobody shows is received');
    await shown.show(1280, 720);
    assert(await shown.moves(), 'nothing moves');
    await shown.hide();
    assert(await eventually(async () => !(await receives(ben))), 'a hidden picture is received on');
    await shown.show(1280, 720);
    assert(await shown.moves(), 'the picture is not back');
    assert(await reachesWidth(shown, 1280), `it stays at ${await shown.width()} pixels`);
    await shown.hide();
    await shown.show(160, 90);
    assert(await eventually(async () => (await shown.width()) === 320)); // the smallest layer of three
    assert(await shown.moves());
  });

  it('is not live from the moment its camera is off, and moves after twenty quick toggles', async () => {
    const { anna, tile } = await two('toggled', 'camera');
    const shown = tile('camera');
    await shown.show(640, 360);
    await camera(anna, true);
    assert(await shown.moves(), 'nothing moves');
    await camera(anna, false);
    assert(await eventually(async () => !(await shown.live())));
    await anna.evaluate(async () => {
      const { media } = window.film.session!;
      await Promise.allSettled(Array.from({ length: 21 }, (_, index) => media.setCamera(index % 2 === 0)));
    });
    assert(await shown.moves(), 'nothing moves after the toggles');
  });

  it('of a screen is sharp for somebody who comes late, and again when it is shared again', async () => {
    const { anna, tile } = await two('screens', 'screen_share');
    const shown = tile('screen_share');
    await anna.evaluate(() => window.film.paintScreen());
    for (const times of [1, 2]) {
      await share(anna, true);
      await new Promise((resolve) => setTimeout(resolve, times === 1 ? 6_000 : 0)); // dynacast pauses after 5 s
      await shown.show(1280, 720);
      assert(await reachesWidth(shown, 1600), `${await shown.width()} pixels, share ${times}`);
      assert(await shown.moves());
      await share(anna, false);
      assert(await eventually(async () => !(await shown.live())));
      await shown.hide();
    }
  });

  it('is that of the same source after a full reconnect of the sender, and of the viewer', async () => {
    const { anna, ben, tile } = await two('reconnected', 'camera', 'screen_share');
    await anna.evaluate(async () => {
      const { media } = window.film.session!;
      window.film.paintScreen();
      await media.setProcessor('camera', window.film.green);
      await Promise.all([media.setCamera(true), media.setScreenShare(true)]);
    });
    await tile('camera').show(640, 360);
    await tile('screen_share').show(640, 360);
    const green = ([red = 0, g = 0, blue = 0]: readonly number[]) => g > 150 && red < 100 && blue < 100;
    const grey = ([red = 0, g = 0, blue = 0]: readonly number[]) => red > 100 && g > 100 && blue > 100;
    const right = async () => {
      const [face, screen] = [await tile('camera').colour(), await tile('screen_share').colour()];
      return !!face && !!screen && green(face) && grey(screen) && (await tile('screen_share').moves());
    };
    assert(await eventually(right), 'the pictures never came');
    for (const page of [anna, ben]) {
      await page.evaluate(() => window.film.reconnect());
      assert(await eventually(right), 'the pictures are not back');
    }
  });
});
