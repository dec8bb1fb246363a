import { memory } from '../../../../engine/store/memory.ts';
import type { RoomState, Store } from '../../../../engine/store/store.ts';

/** A store that does one thing wrong, of which the check of a history must tell. */
type Defect = (honest: Store) => Partial<Store>;

/** Every so many times that it is asked. */
const every = (times: number) => {
  let asked = 0;
  return () => ++asked % times === 0;
};

/** What of a room is read otherwise than it was written, now and then. */
const misread =
  (times: number, change: (state: RoomState) => RoomState): Defect =>
  ({ room }) => {
    const now = every(times);
    return {
      room: (app, name) => {
        const state = room(app, name);
        return state && now() ? change(state) : state;
      },
    };
  };

function misreadWhereNothingIsWritten(
  { room, transaction }: Store,
  change: (state: RoomState) => RoomState,
): Partial<Store> {
  let writing = false;
  return {
    transaction: (work) =>
      transaction(() => {
        writing = true;
        try {
          return work();
        } finally {
          writing = false;
        }
      }),
    room: (app, name) => {
      const state = room(app, name);
      return state && !writing ? change(state) : state;
    },
  };
}

export const defects: Readonly<Record<string, Defect>> = {
  'a lock is not seen': misread(20, ({ room, people }) => ({
    room: { ...room, seats: room.seats.map((seat) => ({ ...seat, locked: false })) },
    people,
  })),
  'a seat looks empty that is not': misread(40, ({ room, people }) => ({
    room: { ...room, seats: room.seats.map((seat) => ({ ...seat, identity: null })) },
    people,
  })),
  'who has asked may ask again': misread(20, ({ room, people }) => ({
    room: {
      ...room,
      requests: (room.requests ?? []).map((each) => ({ ...each, identity: `${each.identity}x` })),
    },
    people,
  })),
  'a mute is forgotten': misread(20, ({ room, people }) => ({ room: { ...room, silenced: [] }, people })),
  'a read is of before the last change': (honest) => {
    const now = every(50);
    let [before, last]: RoomState[] = [];
    return misreadWhereNothingIsWritten(honest, (state) => {
      if (state.room.version !== last?.room.version) [before, last] = [last, state];
      return now() && before ? before : state;
    });
  },
  'two states have one version': (honest) =>
    misreadWhereNothingIsWritten(honest, ({ room, people }) => ({
      room: { ...room, version: room.version - (room.version % 3) },
      people,
    })),
  'a commit is lost': ({ saveRoom }) => {
    const now = every(60);
    return { saveRoom: (room) => (now() ? undefined : saveRoom(room)) };
  },
  'a count is left out': ({ saveRoom }) => {
    const now = every(60);
    return { saveRoom: (room) => saveRoom(now() ? { ...room, rev: room.rev + 1 } : room) };
  },
  'a message is written twice': ({ saveMessage }) => {
    const now = every(10);
    return {
      saveMessage: (room, row) => {
        saveMessage(room, row);
        if (now())
          saveMessage(room, { ...row, id: `${row.id}x`, messageId: `${row.messageId}x`, seq: row.seq + 1 });
      },
    };
  },
  'a message that was sent before is a new one': () => ({ sentBefore: () => null }),
  'a message is never removed': ({ saveMessage }) => ({
    saveMessage: (room, row) => (row.removedBy === undefined ? saveMessage(room, row) : undefined),
  }),
  'an answer is not kept with its key': () => ({ keepAnswer: () => undefined }),
  'a ban is not written': () => ({ ban: () => undefined }),
  'a ban is never lifted': () => ({ unban: () => undefined }),
  'whoever was kicked comes back at once': () => ({ keepOut: () => undefined }),
  'an invitation never ends': () => ({ setExpiry: () => undefined }),
};

/** A store with this defect. */
export function storeWith(defect: Defect): Store {
  const honest = memory();
  return { ...honest, ...defect(honest) };
}
