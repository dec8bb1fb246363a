import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { casts, stageCasts } from '../support/faults/cast.ts';
import { canaries } from '../support/faults/stage-canaries.ts';
import { long, longOfStage, shortOf, shortOfServers } from '../support/faults/faults.ts';
import { missedOf, wrongOf } from '../support/faults/trials.ts';
import { journey } from '../support/journey/journey.ts';

// Each part has servers of its own: mostly the faults wait, so that two parts go on at once.
describe('A session in a live stream', { concurrency: 2 }, () => {
  for (const cast of stageCasts)
    describe(`of ${cast.name}`, { concurrency: 1 }, () => {
      const house = journey({ servers: 'own' });

      it('survives each short fault of its own page', async () => {
        assert.deepEqual(await wrongOf(house, shortOf(cast), 1, cast), []);
      });

      it('survives each long fault of its own page, and ends when the window does', async () => {
        assert.deepEqual(await wrongOf(house, long, 3, cast), []);
      });
    });

  // A guest is seen and heard, and sees and hears the host.
  describe('of a guest', { concurrency: 1 }, () => {
    const house = journey({ servers: 'own' });

    for (const fault of [...shortOfServers, ...longOfStage])
      it(`${fault.name} goes on`, async () => {
        assert.deepEqual(await wrongOf(house, [fault], 1, casts.guest), []);
      });

    it('does not with a defect, and the check of that kind tells it', async () => {
      assert.deepEqual(await missedOf(house, canaries, 1), []);
    });
  });
});
