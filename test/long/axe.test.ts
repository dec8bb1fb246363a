import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriersIn, thoroughly } from '../support/journey/barriers.ts';
import { demoWalks } from '../support/journey/demo-walks.ts';
import { journey } from '../support/journey/journey.ts';

describe('The pages of the demo have no barrier, in any colours and at any width', () => {
  const house = journey();

  for (const [where, walk] of Object.entries(demoWalks))
    it(where, async () => {
      const found: string[] = [];
      await walk(house, async (page, state) => {
        for (const barrier of await barriersIn(page, thoroughly)) found.push(`${state}: ${barrier}`);
      });
      assert.deepEqual(found, []);
    });
});
