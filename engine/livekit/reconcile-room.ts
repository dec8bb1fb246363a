import type { Exit } from '../../src/protocol/exit.ts';
import type { Clock } from '../core/clock.ts';
import {
  desired,
  roomMetadata,
  sameAttributes,
  samePermission,
  stranger,
  withExit,
  type DesiredPerson,
} from '../room/desired-state.ts';
import type { Lines } from '../core/serial-queue.ts';
import type { Log } from '../core/log.ts';
import type { People } from '../room/presence.ts';
import type { RoomDoc } from '../model/room-doc.ts';
import type { Rooms } from '../room/commit.ts';
import type { Sfu } from './livekit.ts';
import type { SfuPerson } from './livekit-participant.ts';
import type { RoomState, Store } from '../store/store.ts';
import type { Sync } from './publisher.ts';

export interface ReconcilerWorld {
  readonly store: Store;
  readonly sfu: Sfu;
  readonly rooms: Rooms;
  readonly people: People;
  readonly sync: Sync;
  readonly lines: Lines;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Compares what the media server has of a room with what it should have, and corrects it. In the
 * room's line, so that no command's own writes come between.
 *
 * @param suspects who sent without a right, or twice, the last time
 * @returns who does so now; `null` where there is no such room any more
 */
export async function compare(
  world: ReconcilerWorld,
  place: Pick<RoomDoc, 'app' | 'name' | 'sfu'>,
  suspects: ReadonlySet<string>,
): Promise<ReadonlySet<string> | null> {
  const listed = await world.sfu.list(place.sfu);
  const state = world.people.seen(place, listed ?? []);
  if (!state) return null;
  if (!listed) await world.sfu.ensureRoom(place.sfu, roomMetadata(state.room, state.people));
  const want = desired(state.room, state.people).people;
  const results = await Promise.allSettled(
    (listed ?? []).map((has) => correct(world, state, has, want.get(has.identity), suspects)),
  );
  // Whoever was removed has left the room since.
  const last = world.store.room(place.app, place.name);
  if (last?.room.sfu === place.sfu) await world.sync.tell(last);
  const refused = results.find((each) => each.status === 'rejected');
  if (refused) throw refused.reason;
  return new Set(
    results.flatMap((each) => (each.status === 'fulfilled' && each.value !== null ? [each.value] : [])),
  );
}

/** Corrects one connection. Answers who it is where that one is suspect from now on. */
async function correct(
  world: ReconcilerWorld,
  { room, people }: RoomState,
  has: SfuPerson,
  want: DesiredPerson | undefined,
  suspects: ReadonlySet<string>,
): Promise<string | null> {
  const { identity } = has;
  const person = people.get(identity);
  if (!want || !person) {
    // Nobody whom this engine let in: the exact string goes, `a#x` too.
    world.log('Somebody whom this engine did not let in was removed.', { sfu: room.sfu });
    await remove(world, room, has, withExit(stranger, { code: 'kicked', session_id: '' }), '');
    return null;
  }
  const { replaced } = person;
  if (replaced?.sid !== undefined && replaced.sid === has.sid) {
    const exit: Exit = { code: 'signed_in_elsewhere', session_id: replaced.sessionId };
    await put(world, room, has, withExit(want, exit));
    return null;
  }
  const unpermitted = has.sending && !want.permission.publish && has.permission?.publish === false;
  // Either may be over by the next look: what ends it was on its way.
  const suspect = unpermitted || has.doubled;
  if (!has.foreign && !(suspect && suspects.has(identity))) {
    await put(world, room, has, want);
    return suspect ? identity : null;
  }
  world.log('Somebody sent what they may not and was removed.', { sfu: room.sfu });
  const { sessionId } = person;
  await remove(world, room, has, withExit(want, { code: 'kicked', session_id: sessionId }), sessionId);
  return null;
}

async function put({ sfu }: ReconcilerWorld, room: RoomDoc, has: SfuPerson, want: DesiredPerson) {
  const same = has.permission && samePermission(has.permission, want.permission);
  if (!same || has.metadata !== want.metadata || !sameAttributes(has.attributes, want.attributes))
    await sfu.update(room.sfu, has.identity, want, has.attributes);
}

/**
 * Why somebody goes is written into their metadata and awaited: data would be lost with them.
 *
 * @param sessionId whose place they lose; not that of who was let in meanwhile
 */
async function remove(
  world: ReconcilerWorld,
  room: RoomDoc,
  has: SfuPerson,
  told: DesiredPerson,
  sessionId: string,
) {
  const { identity, attributes } = has;
  await world.sfu.update(room.sfu, identity, told, attributes);
  world.rooms.transact(() => {
    const state = world.store.room(room.app, room.name);
    if (state?.people.get(identity)?.sessionId === sessionId) world.people.takeOut(state, identity, 'kicked');
  });
  await world.sfu.remove(room.sfu, identity);
}
