import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openStore } from '../../engine/store/store.ts';
import { newDatabase, server } from '../support/engine/databases.ts';
import { CallPlays } from '../support/model/calls/call-play.ts';
import { seeded } from '../support/model/replay.ts';

/** Plays of six turns, for as long as this many seconds. */
async function play(database: string, seconds: number, numRuns: number): Promise<void> {
  const store = await openStore(database, console.error);
  try {
    const plays = await CallPlays.open(store);
    await fc.assert(plays.property(6), { ...seeded, numRuns, interruptAfterTimeLimit: seconds * 1000 });
    await plays.close();
  } finally {
    await store.close();
  }
}

describe('Two people with two devices each', () => {
  it('agree on one outcome of each call, in all histories of a minute, 10,000 at most', () =>
    play(':memory:', 60, 10_000));

  if (server)
    it('agree on Postgres too, in all histories of half a minute, 1,000 at most', async () => {
      const { database, drop } = await newDatabase('postgres');
      try {
        await play(database, 30, 1_000);
      } finally {
        await drop();
      }
    });
});
