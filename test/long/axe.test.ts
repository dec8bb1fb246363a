import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriersIn } from '../support/journey/barriers.ts';
import { demoWalks } from '../support/journey/demo-walks.ts';
import { journey } from '../support/journey/journey.ts';

describe('The pages of the demo have no barrier, in any colours and at any width', () => {
  const house = journey();

  for (const [where, walk] of Object.entries(demoWalks))
    it(where, async () => {
      const found: string[] = [];
      await walk(house, async (page, state) => {
        for (const barrier of await barriersIn(page)) found.push(`${state}: ${barrier}`);
      });
      assert.deepEqual(found, []);
    });

  it('and each kind of barrier would be found', async () => {
    const page = await house.open(`
      <style>@keyframes turn { to { rotate: 1turn } }</style>
      <img src="data:,">
      <p style="width: 700px">Wide</p>
      <p style="height: 50rem">High</p>
      <button>Covered</button>
      <button style="width: 2rem; overflow: hidden; white-space: nowrap">Cut off</button>
      <b style="animation: turn 1s infinite">Turns</b>
      <p style="position: fixed; inset: auto 0 0; margin: 0; height: 70vh; background: white"></p>`);
    const found = await barriersIn(page);
    const settings = (sign: string) =>
      found.filter((each) => each.includes(sign)).map((each) => each.split(': ')[0]);
    const desk = ['light', 'dark', 'forced'].map((colours) => `1280 × 900 px, text 16 px, ${colours}`);
    const phone = ['light', 'dark', 'forced'].map((colours) => `320 × 900 px, text 16 px, ${colours}`);
    const enlarged = ['640 × 400 px, text 16 px, light', '1280 × 900 px, text 32 px, light'];
    const all = [...desk, ...phone, ...enlarged];
    assert.deepEqual(
      {
        axe: settings('image-alt'),
        wide: settings('wider than the window: p.'),
        covered: settings('button. “Covered” is covered'),
        cut: settings('text does not fit: button. “Cut off”'),
        moves: settings('moves: b.'),
      },
      {
        axe: [...desk.slice(0, 2), ...phone.slice(0, 2)],
        wide: [...phone, enlarged[0]],
        covered: all,
        cut: all,
        moves: all,
      },
    );
  });
});
