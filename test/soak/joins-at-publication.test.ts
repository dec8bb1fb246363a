import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filmHouse } from '../support/journey/film-house.ts';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';

const joins = 200;
/** Milliseconds that the latest of the joins begins after its publication. */
const spread = 400;

describe('A viewer who joins around the moment of a publication', () => {
  const house = journey();

  it(`sees the picture, ${joins} times of ${joins}`, async () => {
    const film = filmHouse(house, 'moments');
    const crowd = await film.filmer('crowd');
    await crowd.evaluate(() => window.film.gather(['p0']));
    await film.grant('p0', 'camera');
    const ben = await film.filmer('ben');
    await ben.evaluate(() => window.film.mount('<utd-video identity="p0" style="width: 320px"></utd-video>'));
    const missed: string[] = [];
    for (let join = 0; join < joins; join++) {
      const after = (join * spread) / joins;
      await ben.evaluate(() => window.film.session!.leave());
      const sent = crowd.evaluate(() => window.film.sendAnew('p0'));
      await new Promise((resolve) => setTimeout(resolve, after));
      await ben.evaluate(() => window.film.session!.join());
      await sent;
      // A picture is live from its first frame on.
      const state = async () => (await ben.evaluate(() => window.film.states())).join();
      if (!(await eventually(async () => (await state()) === 'p0: live', 10)))
        missed.push(`join ${join}: ${await state()}`);
    }
    assert.deepEqual(missed, []);
  });
});
