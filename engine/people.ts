import { times } from '../src/protocol/constants.ts';
import type { Clock } from './clock.ts';
import type { PersonRow, RoomDoc } from './room-doc.ts';
import type { Next, Rooms } from './rooms.ts';
import * as seats from './rules/seats.ts';
import type { RoomState, SessionEnd, Store } from './store/store.ts';

/** Who is there, who is missed, and what time makes of it. */
export class People {
  readonly #store: Store;
  readonly #rooms: Rooms;
  readonly #clock: Clock;
  #disarm = () => {};

  constructor(store: Store, rooms: Rooms, clock: Clock) {
    this.#store = store;
    this.#rooms = rooms;
    this.#clock = clock;
  }

  /** The media server shows exactly these people. Who is missed has a minute to come back. */
  seen(state: RoomState, identities: ReadonlySet<string>): RoomState {
    const now = this.#clock.now();
    const people = [...state.people.values()].flatMap((person) => {
      const here = identities.has(person.identity);
      // Who is expected is not missed: the token is still good.
      if (here === (person.presence === 'here')) return [];
      const seen: PersonRow = { ...person, presence: here ? 'here' : 'missed' };
      return [{ ...seen, deadline: here ? null : now + times.reconnectWindow }];
    });
    if (!people.length) return state;
    const after = this.#rooms.transact(() => this.#rooms.commit(state, { people }));
    this.arm();
    return after;
  }

  /** Takes somebody out: seat, row and sessions in one commit. Inside a transaction. */
  takeOut(state: RoomState, identity: string, why: SessionEnd): RoomState {
    const { app, name } = state.room;
    const ruling = seats.leave(state.room, identity);
    this.#store.endSessions({ app, room: name, identity }, why);
    const next: Next = {
      gone: [identity],
      ...('room' in ruling && ruling.room !== state.room && { room: ruling.room }),
    };
    const after = this.#rooms.commit(state, next);
    if (!after.people.size) this.#store.setRoomDeadline(app, name, this.#clock.now() + times.emptyRoom);
    return after;
  }

  /** Sleeps until the next deadline, and then does what it asks. A restart forgets none. */
  arm(): void {
    this.#disarm();
    const next = this.#store.nextDeadline();
    // A timer of more than 24 days fires at once.
    if (next !== null)
      this.#disarm = this.#clock.after(Math.min(Math.max(0, next - this.#clock.now()), 2 ** 31 - 1), () =>
        this.#due(),
      );
  }

  close(): void {
    this.#disarm();
  }

  #due(): void {
    const now = this.#clock.now();
    this.#rooms.transact(() => {
      for (const { app, room, identity } of this.#store.duePeople(now)) {
        const state = this.#store.room(app, room);
        if (state) this.takeOut(state, identity, 'left');
      }
    });
    this.#rooms.transact(() => {
      for (const { app, room } of this.#store.dueRooms(now)) {
        const state = this.#store.room(app, room);
        if (state && !state.people.size) this.#rooms.close(state);
      }
    });
    this.#store.sweep(now);
    this.arm();
  }
}

/** When a person who has minted, but was not seen yet, is given up. */
export const firstDeadline = (now: number): number => now + times.mediaToken + times.reconnectWindow;

export const newRoom = (room: Pick<RoomDoc, 'app' | 'name' | 'epoch' | 'type' | 'sfu'>): RoomDoc => ({
  ...room,
  version: 0,
  rev: 0,
  owner: null,
  mode: 'free',
  modeId: null,
  hostSeat: 0,
  seats: [],
  revokedAt: 0,
});
