import { describe, it } from 'node:test';
import fc from 'fast-check';
import { finds, shrinks } from '../support/model/history/canary.ts';
import { defects } from '../support/model/history/defects.ts';
import { explained } from '../support/model/history/in-process.ts';
import { soak } from '../support/model/replay.ts';

/** Acts that are left of a play. A defect that counts what it is asked needs as many acts as it counts. */
const fewest: Readonly<Record<string, number>> = {
  'a message that was sent before is a new one': 4,
  'a ban is not written': 3,
};

describe('A room in which everybody does everything at once', () => {
  for (const what of Object.keys(defects))
    it(`is not explained by one order of commits, where ${what}`, () => finds(what));

  for (const [what, most] of Object.entries(fewest))
    it(`fails by ${most} acts at most, where ${what}`, () => shrinks(what, most, 180));

  it('is explained by one order of commits, with answers that are lost, for as long as it goes on', () =>
    fc.assert(explained(20_000), soak));
});
