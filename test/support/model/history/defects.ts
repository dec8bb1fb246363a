import type { RoomDoc } from '../../../../engine/model/room-doc.ts';
import type { StoreQueries } from '../../../../engine/store/queries/queries.ts';
import { openStore, type Store } from '../../../../engine/store/store.ts';

/** The queries of one transaction, of which one does something wrong: the check of a history must tell. */
type Wrong = (honest: StoreQueries, use: 'write' | 'read') => Partial<StoreQueries>;

/** A new defect for each store: what it counts, it counts over all transactions. */
type Defect = () => Wrong;

/** Every so many times that it is asked. */
const every = (times: number) => {
  let asked = 0;
  return () => ++asked % times === 0;
};

/** What of a room is read otherwise than it was written, now and then. */
const misread =
  (times: number, change: (room: RoomDoc) => RoomDoc): Defect =>
  () => {
    const now = every(times);
    return ({ findRoom }) => ({
      findRoom: async (app, name) => {
        const room = await findRoom(app, name);
        return room && now() ? change(room) : room;
      },
    });
  };

/** The same, but only where the transaction writes nothing. */
const misreadByReaders =
  (change: () => (room: RoomDoc) => RoomDoc): Defect =>
  () => {
    const changed = change();
    return ({ findRoom }, use) =>
      use === 'write'
        ? {}
        : {
            findRoom: async (app, name) => {
              const room = await findRoom(app, name);
              return room && changed(room);
            },
          };
  };

export const defects: Readonly<Record<string, Defect>> = {
  'a lock is not seen': misread(20, (room) => ({
    ...room,
    seats: room.seats.map((seat) => ({ ...seat, locked: false })),
  })),
  'a seat looks empty that is not': misread(40, (room) => ({
    ...room,
    seats: room.seats.map((seat) => ({ ...seat, identity: null })),
  })),
  'who has asked may ask again': misread(20, (room) => ({
    ...room,
    requests: (room.requests ?? []).map((each) => ({ ...each, identity: `${each.identity}x` })),
  })),
  'a mute is forgotten': () => {
    const now = every(20);
    return ({ findPeople }) => ({
      findPeople: async (...asked) => {
        const people = await findPeople(...asked);
        return now() ? people.map((person) => ({ ...person, silenced: false })) : people;
      },
    });
  },
  'a read is of before the last change': misreadByReaders(() => {
    const now = every(50);
    let [before, last]: RoomDoc[] = [];
    return (room) => {
      if (room.version !== last?.version) [before, last] = [last, room];
      return now() && before ? before : room;
    };
  }),
  'two states have one version': misreadByReaders(() => (room) => ({
    ...room,
    version: room.version - (room.version % 3),
  })),
  'a commit is lost': () => {
    const now = every(60);
    return ({ saveRoom }) => ({
      saveRoom: async (room) => {
        if (!now()) await saveRoom(room);
      },
    });
  },
  'a count is left out': () => {
    const now = every(60);
    return ({ saveRoom }) => ({
      saveRoom: (room) => saveRoom(now() ? { ...room, rev: room.rev + 1 } : room),
    });
  },
  'a message is written twice': () => {
    const now = every(10);
    return ({ addMessage }) => ({
      addMessage: async (room, row) => {
        await addMessage(room, row);
        if (now())
          await addMessage(room, {
            ...row,
            id: `${row.id}x`,
            messageId: `${row.messageId}x`,
            seq: row.seq + 1,
          });
      },
    });
  },
  'a message that was sent before is a new one': () => () => ({ findSentMessage: async () => null }),
  'a message is never removed': () => () => ({ markRemoved: async () => {} }),
  'an answer is not kept with its key': () => () => ({ saveAnswer: async () => {} }),
  'a ban is not written': () => () => ({ saveBan: async () => {} }),
  'a ban is never lifted': () => () => ({ deleteBan: async () => {} }),
  'whoever was kicked comes back at once': () => () => ({ saveKick: async () => {} }),
  'an invitation never ends': () => () => ({ setExpiry: async () => {} }),
};

/** A store of which some queries are replaced. */
export function storeWithQueries(
  store: Store,
  by: (tx: StoreQueries, kind: 'read' | 'write') => Partial<StoreQueries>,
): Store {
  const replaced = (tx: StoreQueries, kind: 'read' | 'write'): StoreQueries =>
    Object.create(tx, Object.getOwnPropertyDescriptors(by(tx, kind)));
  return {
    transaction: (lock, work, end) => store.transaction(lock, (tx) => work(replaced(tx, 'write')), end),
    read: (work) => store.read((tx) => work(replaced(tx, 'read'))),
    readOne: (work) => store.readOne((tx) => work(replaced(tx, 'read'))),
    close: () => store.close(),
  };
}

/** A store with this defect. */
export async function storeWith(defect: Defect): Promise<Store> {
  return storeWithQueries(await openStore(':memory:', () => {}), defect());
}
