import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { seed } from '../seed.ts';
import { Played } from './play.ts';
import { serve } from './served.ts';

/** Milliseconds. */
const readyWithin = 2_000;

/** What holds of an engine that is killed so often, and that the check would tell. */
export function killFacts(kills: number): void {
  describe('An engine that is killed under load', () => {
    let served: Awaited<ReturnType<typeof serve>>;
    before(async () => void (served = await serve()));
    after(() => served.close());

    const play = (room: number) =>
      new Played({
        house: served.house(`room-${room}`),
        seed: seed + room,
        people: 12,
        // Whoever has left and comes back may be missed by livekit-server in between.
        without: ['quit'],
        most: 8,
      });

    it(`${kills} times has kept every answered change, and is ready again within two seconds`, async () => {
      const starts: Awaited<ReturnType<typeof served.kill>>[] = [];
      let acts = 0;
      for (let round = 0; round < kills; round++) {
        const played = play(round);
        await played.killed(async () => void starts.push(await served.kill()));
        acts += played.acts;
        served.leaveAll();
      }
      assert.equal(starts.length, kills);
      const worst = (times: number[]) => Math.round(Math.max(...times));
      const own = worst(starts.map(({ ready, waited }) => ready - waited));
      console.log(
        `SEED=${seed}: ${acts} acts; ready again after ${worst(starts.map(({ ready }) => ready))} ms at worst, ` +
          `and after ${own} ms less what a start waited for a processor`,
      );
      assert.ok(own < readyWithin, `${own} ms`);
    });

    it('has not, where the last changes never came to the disk', async () => {
      // What was written since the last checkpoint.
      const forget = (folder: string) => rmSync(join(folder, 'engine.db-wal'));
      await assert.rejects(
        play(kills).killed(async () => void (await served.kill(forget))),
        { name: 'AssertionError', message: /SEED=/ },
      );
    });
  });
}
