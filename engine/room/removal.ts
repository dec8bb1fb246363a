import type { Exit } from '../../src/protocol/exit.ts';
import type { PersonRow, RoomDoc, RoomState } from '../model/room-doc.ts';
import type { RoomTransaction } from './commit.ts';
import type { Presence } from './presence.ts';
import { withoutRights } from './rights.ts';

/** A person who is removed, by a kick or a ban. */
interface Removed {
  readonly identity: string;
  readonly exit: Omit<Exit, 'session_id'>;
  readonly reason: string | null;
}

/** The row of a person who was never in the room, to keep that rights were withdrawn. */
const absentPerson = (identity: string): PersonRow => ({
  identity,
  name: identity,
  avatar: null,
  attributes: {},
  sessionId: '',
  joinedAt: 0,
  presence: 'absent',
  deadline: null,
});

/**
 * Removes a person from a room, or from every open room of an app. An absent person loses the rights alone.
 *
 * @param place a room, or a document with an empty name for the whole app
 */
export async function removeFromRooms(
  deps: { presence: Presence; now: number },
  transaction: RoomTransaction,
  place: RoomDoc,
  removed: Removed,
): Promise<void> {
  const { tx } = transaction;
  const rooms = place.name ? [place] : await tx.openRooms(place.app);
  for (const { app, name } of rooms) {
    const state = await transaction.state(app, name, [removed.identity]);
    if (state) await removeFromRoom(deps, transaction, state, removed);
  }
}

async function removeFromRoom(
  { presence, now }: { presence: Presence; now: number },
  transaction: RoomTransaction,
  state: RoomState,
  { identity, exit, reason }: Removed,
): Promise<void> {
  const present = state.people.get(identity);
  if (present) {
    const announced = { ...exit, session_id: present.sessionId };
    await presence.takeOut(transaction, state, identity, exit.code, { identity, exit: announced, reason });
    return;
  }
  const absent = state.absent.get(identity) ?? absentPerson(identity);
  const { room, person } = withoutRights(state.room, absent, now, exit.code === 'banned');
  if (room !== state.room || person !== absent) await transaction.commit(state, { room, people: [person] });
}
