import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { dialects, type Dialect } from '../../engine/databases.ts';
import { exactly } from '../exactly.ts';
import { replay, seeded } from '../replay.ts';
import { choiceOf } from './choice.ts';
import { Played } from './play.ts';
import { serve } from './served.ts';

/** The longest time of a restart, in milliseconds. */
const readyWithin = 2_000;

const people = 12;
// The choices leave out `quit`: livekit-server may not list a participant who leaves and comes back at once.
const choices = exactly(54, choiceOf(people, ['quit']));
/** The kill comes after one to three answers for each client, with further acts to come. */
const plays = fc.record({
  before: choices,
  during: choices,
  at: fc.integer({ min: people, max: people + 23 }),
});

/** The facts of an engine that is killed `kills` times, and of a check that finds lost changes. */
export function killFacts(kills: number): void {
  for (const dialect of dialects)
    describe(`An engine on ${dialect} that is killed under load`, () => killFactsOn(dialect, kills));
}

function killFactsOn(dialect: Dialect, kills: number): void {
  let served: Awaited<ReturnType<typeof serve>>;
  before(async () => void (served = await serve(dialect)));
  after(() => served.close());

  let rooms = 0;
  let acts = 0;
  /** Each play has a room of its own. A play with real servers is not shrunk, because each try takes a second. */
  const explained = (kill: () => Promise<void>) =>
    fc.asyncProperty(plays, async ({ before, during, at }) => {
      const played = new Played({ house: served.house(`room-${rooms++}`), people });
      try {
        await played.killed(before, during, at, kill);
      } finally {
        acts += played.acts;
        served.leaveAll();
      }
    });

  it(`${kills} times has kept every answered change, and is ready again within two seconds`, async () => {
    const starts: Awaited<ReturnType<typeof served.kill>>[] = [];
    const kept = explained(async () => void starts.push(await served.kill()));
    await fc.assert(kept, { ...replay, numRuns: kills, endOnFailure: true });
    assert.equal(starts.length, kills);
    const worst = (times: number[]) => Math.round(Math.max(...times));
    const own = worst(starts.map(({ ready, waited }) => ready - waited));
    console.log(
      `${acts} acts; ready again after ${worst(starts.map(({ ready }) => ready))} ms at worst, ` +
        `and after ${own} ms less what a start waited for a processor`,
    );
    assert.ok(own < readyWithin, `${own} ms`);
  });

  // The server of Postgres outlives the engine, so that no part of its log can be taken away.
  if (dialect === 'postgres') return;
  it('has not, where the last changes never came to the disk', async () => {
    // The write-ahead log holds the changes since the last checkpoint.
    const forget = (folder: string) => rmSync(join(folder, 'engine.db-wal'));
    const forgotten = explained(async () => void (await served.kill(forget)));
    const { errorInstance } = await fc.check(forgotten, { ...seeded, numRuns: 1, endOnFailure: true });
    assert.ok(errorInstance instanceof assert.AssertionError, String(errorInstance));
  });
}
