import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openStore, type Store } from '../../../../engine/store/store.ts';
import { newDatabase } from '../../engine/databases.ts';
import { startEngine } from '../../journey/engine.ts';
import { exactly } from '../exactly.ts';
import { choiceOrEnd, type Choice, type End } from './choice.ts';
import type { House } from './client.ts';
import { Played } from './play.ts';
import type { Room } from './room.ts';

const app = '1234567890';

const people = 16;

/** The property that one order of commits explains `acts` acts. The engine runs in this process. */
export const explained = (
  acts: number,
  store?: () => Promise<Store>,
): fc.IAsyncProperty<[(Choice | End)[]]> =>
  // The list is longer than `acts`, because a part of the choices are ends of windows.
  fc.asyncProperty(exactly(Math.ceil(acts * 1.05), choiceOrEnd(people)), async (choices) =>
    playHere(choices, await store?.()),
  );

/** The property of `explained`, with a new Postgres database for each play. */
export const explainedOnPostgres = (acts: number) =>
  explained(acts, async () => {
    const { database, drop } = await newDatabase('postgres');
    const store = await openStore(database, () => {});
    return {
      transaction: store.transaction.bind(store),
      read: store.read.bind(store),
      readOne: store.readOne.bind(store),
      close: () => store.close().then(drop),
    };
  });

async function playHere(choices: readonly (Choice | End)[], store: Store | undefined): Promise<void> {
  const { call, livekit, engine, clock } = await startEngine(store && { store });
  const house: House = {
    room: 'lobby',
    call,
    came: async (who) => {
      if (!livekit.room.people.has(who)) livekit.join(who);
    },
    went: (who) => livekit.drop(who),
    back: async () => {},
  };
  let told = 0;
  const synced = async () => {
    await engine.reconcile(app, 'lobby');
    await engine.idle();
  };
  const muted = async () => {
    await synced();
    return [...livekit.room.people].flatMap(([who, { metadata }]) =>
      JSON.parse(metadata).silenced ? [who] : [],
    );
  };
  const settled = async (room: Room) => {
    await synced();
    const speaking = [...livekit.room.people.values()].filter(({ permission }) => permission?.length);
    assert.deepEqual(
      speaking.map(({ identity }) => identity).sort(),
      room.seats.flatMap(({ who, muted }) => (who === null || muted ? [] : [who])).sort(),
      'who may send is not who sits and was not muted',
    );
    const revs = livekit.pushes.flatMap(({ type, rev }) => (type === '_seat_update' ? [rev] : []));
    assert.deepEqual(
      revs,
      [...new Set(revs)].sort((a, b) => a - b),
      'a push came twice, or out of order',
    );
    if (revs.length) assert.equal(revs.at(-1), room.rev, 'the last push is not of the last change');
    const lines = livekit.pushes.flatMap((push) =>
      'roomChat' in push ? [(push.roomChat as { seq: number }).seq] : [],
    );
    assert.deepEqual(
      lines,
      lines.map((_, index) => told + 1 + index),
      'messages came twice, or not at all',
    );
    told += lines.length;
    livekit.pushes.length = 0;
  };
  // A database that is another process takes its time over the deadlines.
  const pass = (ms: number) => clock.pass(ms, engine.idle);
  const played = new Played({ house, people, settled, muted, pass });
  try {
    await played.all(choices);
  } finally {
    await engine.close();
  }
}
