import { times } from '../../src/protocol/constants.ts';
import { Alarm } from '../core/alarm.ts';
import type { Clock } from '../core/clock.ts';
import type { PersonRow, RoomDoc } from '../model/room-doc.ts';
import type { Next, PutOut, Rooms } from './commit.ts';
import { withoutRights } from '../moderation/roles.ts';
import * as seats from '../audio-room/seat-rules.ts';
import { withoutExpired } from '../audio-room/lapsed-requests.ts';
import type { SfuPerson } from '../livekit/livekit-participant.ts';
import type { RoomState, SessionEnd, Store } from '../store/store.ts';

/** A connection as the media server lists it. */
export type Connection = Pick<SfuPerson, 'identity' | 'sid'>;

/** What a look makes of a person; `null` where it changes nothing. */
function present(person: PersonRow, has: Connection | undefined, now: number): PersonRow | null {
  const { sid, replaced, ...rest } = person;
  // The connection whose place was taken is not this session's own.
  const own = has && (replaced?.sid === undefined || has.sid !== replaced.sid) ? has : undefined;
  if (own) {
    if (person.presence === 'here' && sid === own.sid && !replaced) return null;
    return { ...rest, presence: 'here', deadline: null, ...(own.sid !== undefined && { sid: own.sid }) };
  }
  // Who is expected is not missed: the token is still good.
  if (person.presence !== 'here') return null;
  return { ...person, presence: 'missed', deadline: now + times.reconnectWindow };
}

/** How often what has expired is forgotten, at least. In milliseconds. */
const sweeping = 600_000;

/** Who is there, who is missed, and what time makes of it. */
export class People {
  readonly #store: Store;
  readonly #rooms: Rooms;
  readonly #clock: Clock;
  readonly #alarm: Alarm;

  constructor(store: Store, rooms: Rooms, clock: Clock) {
    this.#store = store;
    this.#rooms = rooms;
    this.#clock = clock;
    this.#alarm = new Alarm(clock, () => this.#due());
  }

  /**
   * The media server shows exactly these connections. Who is missed has a minute to come back.
   *
   * @returns the room as it is then; `null` where it is none any more
   */
  seen(
    { app, name, sfu }: Pick<RoomDoc, 'app' | 'name' | 'sfu'>,
    listed: readonly Connection[],
  ): RoomState | null {
    const now = this.#clock.now();
    const by = new Map(listed.map((each) => [each.identity, each]));
    const read = () => {
      const state = this.#store.room(app, name);
      if (state?.room.sfu !== sfu) return null;
      const people = [...state.people.values()].flatMap(
        (person) => present(person, by.get(person.identity), now) ?? [],
      );
      return { state, people };
    };
    // Most looks find nothing new, and then nobody has to wait for a write.
    const first = read();
    if (!first?.people.length) return first && first.state;
    const after = this.#rooms.transact(() => {
      const changed = read();
      return changed && this.#rooms.commit(changed.state, { people: changed.people });
    });
    this.arm();
    return after;
  }

  /**
   * Takes somebody out: seat, row and sessions in one commit. Inside a transaction.
   *
   * @param putOut where they are to be removed from the media server too
   */
  takeOut(state: RoomState, identity: string, why: SessionEnd, putOut?: PutOut): RoomState {
    const { app, name } = state.room;
    const now = this.#clock.now();
    const kept = why === 'left' ? state.room : withoutRights(state.room, identity, now, why === 'banned');
    const ruling = seats.leave(kept, identity);
    this.#store.endSessions({ app, room: name, identity }, why);
    if (why === 'kicked') this.#store.keepOut(app, name, identity, now + times.kicked);
    const next: Next = {
      gone: [identity],
      expelled: why !== 'left',
      ...(putOut && { putOut: [putOut] }),
      ...('room' in ruling && ruling.room !== state.room && { room: ruling.room }),
    };
    const after = this.#rooms.commit(state, next);
    if (!after.people.size) this.#store.setRoomDeadline(app, name, now + times.emptyRoom);
    return after;
  }

  /** Sleeps until the next deadline, and then does what it asks. A restart forgets none. */
  arm(): void {
    this.#alarm.by(Math.min(this.#store.nextDeadline() ?? Infinity, this.#clock.now() + sweeping));
  }

  close(): void {
    this.#alarm.off();
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
    this.#rooms.transact(() => {
      for (const { app, room } of this.#store.dueExpiries(now)) {
        const state = this.#store.room(app, room);
        if (state) this.#rooms.commit(state, withoutExpired(state, now));
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
