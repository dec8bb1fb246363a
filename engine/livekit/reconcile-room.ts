import { setImmediate as turn } from 'node:timers/promises';
import type { Exit } from '../../src/protocol/exit.ts';
import type { Log } from '../core/log.ts';
import type { Products } from '../model/product.ts';
import type { Place, RoomDoc, RoomState } from '../model/room-doc.ts';
import type { Rooms } from '../room/commit.ts';
import {
  desiredParticipant,
  roomMetadata,
  sameAttributes,
  samePermission,
  stranger,
  withExit,
  type DesiredParticipant,
} from '../room/desired-state.ts';
import type { Presence } from '../room/presence.ts';
import { readRoomState } from '../room/room-state.ts';
import type { LiveKitParticipant } from './livekit-participant.ts';
import type { LiveKit } from './livekit.ts';
import type { Publisher } from './publisher.ts';

export interface ReconcileDeps {
  readonly livekit: LiveKit;
  readonly rooms: Rooms;
  readonly products: Products;
  readonly presence: Presence;
  readonly publisher: Publisher;
  readonly log: Log;
}

/** The extent of a look. */
export interface LookOptions {
  /** Compares everybody, and not only what differs from the last look. */
  readonly anew: boolean;
  /** People who are compared although nothing of them changed on the media server. */
  readonly including: ReadonlySet<string>;
  /** Participants who published without a permission, or twice, at the last look. */
  readonly suspects: ReadonlySet<string>;
}

/** The number of people that are read and compared in one step: other work takes turns with the steps. */
const step = 10;

/**
 * Compares the media server's room with what it should have, and corrects it. In the room's line, so that no write of a
 * command comes between.
 *
 * @returns the suspects of now; `null` where the room is closed
 */
export async function reconcileRoom(
  deps: ReconcileDeps,
  place: Place,
  { anew, including, suspects }: LookOptions,
): Promise<ReadonlySet<string> | null> {
  const asked = new Set([...including, ...suspects]);
  const listed = await deps.livekit.list(place.livekitRoom, { anew, including: asked });
  const participants = listed?.participants ?? [];
  const connections = new Map(participants.map((each) => [each.identity, each]));
  const identities = new Set([...connections.keys(), ...(listed?.gone ?? []), ...asked]);
  if (!listed || listed.complete) for await (const each of everybodyIn(deps, place)) identities.add(each);
  if (!(await deps.presence.seen(place, connections, [...identities]))) return null;
  if (!listed) await makeRoom(deps, place);
  const now = await correctAll(deps, place, participants, suspects);
  await publishMissed(deps, place);
  return now;
}

/** Compares one participant: the look that follows a single arrival in a room of any size. */
export async function reconcileParticipant(
  deps: ReconcileDeps,
  place: Place,
  identity: string,
): Promise<ReadonlySet<string>> {
  const participant = await deps.livekit.participant(place.livekitRoom, identity);
  const connections = new Map(participant ? [[identity, participant]] : []);
  if (!(await deps.presence.seen(place, connections, [identity])) || !participant) return new Set();
  return correctAll(deps, place, [participant], new Set());
}

async function* everybodyIn({ rooms }: ReconcileDeps, place: Place): AsyncGenerator<string> {
  for (let last = ''; ;) {
    const people = await rooms.readOne((tx) => tx.peopleAfter(place, last, step));
    for (const { identity } of people) yield (last = identity);
    if (people.length < step) return;
    await turn();
  }
}

const readState = (
  { rooms, products }: ReconcileDeps,
  { app, name, livekitRoom }: Place,
  identities: readonly string[] = [],
) =>
  rooms.read(async (tx) => {
    const state = await readRoomState(tx, products, app, name, identities);
    return state?.room.livekitRoom === livekitRoom ? state : null;
  });

async function makeRoom(deps: ReconcileDeps, place: Place): Promise<void> {
  const state = await readState(deps, place);
  if (state) await deps.livekit.ensureRoom(place.livekitRoom, roomMetadata(deps.products, state));
}

/** A state that no participant was told, because a write failed or a removed participant has left a seat since. */
async function publishMissed(deps: ReconcileDeps, place: Place): Promise<void> {
  const room = await deps.rooms.readOne((tx) => tx.findRoom(place.app, place.name));
  if (room?.livekitRoom !== place.livekitRoom || deps.publisher.isPublished(room)) return;
  const state = await readState(deps, place);
  if (state) await deps.publisher.publishState(state);
}

/** Corrects connections. One that is refused stops no other. @returns the suspects of now */
async function correctAll(
  deps: ReconcileDeps,
  place: Place,
  participants: readonly LiveKitParticipant[],
  suspects: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const failures: unknown[] = [];
  for (let begin = 0; begin < participants.length; begin += step) {
    const some = participants.slice(begin, begin + step);
    const state = await readState(
      deps,
      place,
      some.map(({ identity }) => identity),
    );
    if (!state) break;
    const results = await Promise.allSettled(some.map((has) => correct(deps, state, has, suspects)));
    for (const result of results)
      if (result.status === 'rejected') failures.push(result.reason);
      else if (result.value !== null) found.add(result.value);
    await turn();
  }
  if (failures.length) throw failures[0];
  return found;
}

/** Corrects one connection. @returns the identity where the participant is suspect from now on */
async function correct(
  deps: ReconcileDeps,
  state: RoomState,
  has: LiveKitParticipant,
  suspects: ReadonlySet<string>,
): Promise<string | null> {
  const { log, products } = deps;
  const { room } = state;
  const { identity, publishing } = has;
  const person = state.people.get(identity);
  if (!person) {
    // The exact string is removed, `a#x` too.
    log('A participant whom this engine did not let in was removed.', { room: room.livekitRoom });
    const announced = { ...stranger, hidden: has.hidden };
    await remove(deps, room, has, withExit(announced, { code: 'kicked', session_id: '' }), '');
    return null;
  }
  const want = desiredParticipant(products, state, person);
  const { replaced } = person;
  if (replaced?.sid !== undefined && replaced.sid === has.sid) {
    const exit: Exit = { code: 'signed_in_elsewhere', session_id: replaced.sessionId };
    await put(deps, room, has, withExit(want, exit));
    return null;
  }
  const { sources } = products[room.type];
  const foreign = publishing.some((source) => source === 'foreign' || !sources.includes(source));
  // LiveKit ends the tracks that a new permission no longer has, but not a track that is just being published.
  const permitted = [...want.permission, ...(has.permission ?? sources)];
  const unpermitted = publishing.some((source) => !permitted.some((each) => each === source));
  const doubled = new Set(publishing).size < publishing.length;
  // Either may be over by the next look: the end of the old track may be on its way.
  const suspect = unpermitted || doubled;
  if (!foreign && !(suspect && suspects.has(identity))) {
    await put(deps, room, has, want);
    return suspect ? identity : null;
  }
  log('A participant published without a permission and was removed.', { room: room.livekitRoom });
  const { sessionId } = person;
  await remove(deps, room, has, withExit(want, { code: 'kicked', session_id: sessionId }), sessionId);
  return null;
}

async function put(
  { livekit }: ReconcileDeps,
  room: RoomDoc,
  has: LiveKitParticipant,
  want: DesiredParticipant,
): Promise<void> {
  const same =
    has.hidden === want.hidden && has.permission && samePermission(has.permission, want.permission);
  if (!same || has.metadata !== want.metadata || !sameAttributes(has.attributes, want.attributes))
    await livekit.update(room.livekitRoom, has.identity, want, has.attributes);
}

/**
 * Removes a participant. The announcement is written into the metadata before: data would be lost at the removal.
 *
 * @param sessionId the session that ends; a session that was let in meanwhile keeps its place
 */
async function remove(
  { livekit, rooms, presence }: ReconcileDeps,
  { app, name, livekitRoom }: RoomDoc,
  { identity, attributes }: LiveKitParticipant,
  announcement: DesiredParticipant,
  sessionId: string,
): Promise<void> {
  await livekit.update(livekitRoom, identity, announcement, attributes);
  await rooms.transaction({ app, room: name }, async (transaction) => {
    const state = await transaction.state(app, name, [identity]);
    if (state?.people.get(identity)?.sessionId === sessionId)
      await presence.takeOut(transaction, state, identity, 'kicked');
  });
  await livekit.remove(livekitRoom, identity);
}
