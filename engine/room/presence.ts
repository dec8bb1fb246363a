import { setImmediate as turn } from 'node:timers/promises';
import { times } from '../../src/protocol/constants.ts';
import { Alarm } from '../core/alarm.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Departure, Products } from '../model/product.ts';
import type { PersonRow, Place, RoomDoc, RoomState } from '../model/room-doc.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import type { Removal, RoomChange, Rooms, RoomTransaction } from './commit.ts';
import { withoutRights } from './rights.ts';

/** A connection as the media server lists it. */
export interface Connection {
  readonly identity: string;
  /** The id of the connection: another connection of the same participant has another id. */
  readonly sid?: string;
  /** The media server shows the connection to no other participant. */
  readonly hidden: boolean;
}

/**
 * The row after a look at the media server; `null` for no change.
 *
 * @param hides the product hides some participants
 * @param comeback milliseconds for which a missed participant is waited for
 */
function seenPerson(
  person: PersonRow,
  connection: Connection | undefined,
  { hides, comeback, now }: { hides: boolean; comeback: number; now: number },
): PersonRow | null {
  const { sid, replaced, ...rest } = person;
  const shown = !person.shown && hides && connection?.hidden === false;
  // The connection whose place was taken is not of this session.
  const own =
    connection && (replaced?.sid === undefined || connection.sid !== replaced.sid) ? connection : undefined;
  if (own) {
    if (person.presence === 'here' && sid === own.sid && !replaced && !shown) return null;
    return {
      ...rest,
      presence: 'here',
      deadline: null,
      ...(own.sid !== undefined && { sid: own.sid }),
      ...(shown && { shown }),
    };
  }
  // An expected participant is not missed: the token is still good.
  if (person.presence !== 'here') return null;
  return { ...person, presence: 'missed', deadline: now + comeback };
}

/** The longest time between two deletions of what has expired, in milliseconds. */
const sweepInterval = 600_000;
/** The wait before deadlines are tried again that failed, in milliseconds. */
const retry = 1_000;
/** The number of rows that one transaction changes at most: other commands of the room wait for it. */
const batch = 50;

interface PresenceDeps {
  readonly rooms: Rooms;
  readonly products: Products;
  readonly clock: Clock;
  readonly log: Log;
}

/** The presence of people, and the deadlines of people and rooms. */
export class Presence {
  readonly #deps: PresenceDeps;
  readonly #alarm: Alarm;
  #due: Promise<void> = Promise.resolve();

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
    this.#alarm = new Alarm(deps.clock, () => {
      this.#due = this.#doDue();
    });
  }

  /**
   * Notes connections that the media server shows, and identities without one. A participant who is missed has the time
   * to come back that the product gives.
   *
   * @returns whether the room is still this incarnation
   */
  async seen(
    place: Place,
    connections: ReadonlyMap<string, Connection>,
    identities: readonly string[],
  ): Promise<boolean> {
    const { rooms } = this.#deps;
    for (let begin = 0; begin < identities.length; begin += batch) {
      const some = identities.slice(begin, begin + batch);
      // SQLite answers on this thread: other work takes turns with the batches.
      if (begin) await turn();
      // Most looks find nothing new, and then no command waits for a write.
      const changed = await rooms.read((tx) => this.#changedBy(tx, place, connections, some));
      if (!changed) return false;
      if (!changed.length) continue;
      await rooms.transaction({ app: place.app, room: place.name }, async (transaction) => {
        const people = await this.#changedBy(transaction.tx, place, connections, some);
        if (!people?.length) return;
        const identitiesChanged = people.map(({ identity }) => identity);
        const state = await transaction.state(place.app, place.name, identitiesChanged);
        if (state) await transaction.commit(state, { people });
      });
    }
    return identities.length > 0 || (await rooms.read((tx) => this.#open(tx, place))) !== null;
  }

  /** The room, while it is this incarnation. */
  async #open(tx: StoreQueries, { app, name, livekitRoom }: Place): Promise<RoomDoc | null> {
    const room = await tx.findRoom(app, name);
    return room?.livekitRoom === livekitRoom ? room : null;
  }

  /** @returns the rows that change; `null` where the room is another incarnation, or closed */
  async #changedBy(
    tx: StoreQueries,
    place: Place,
    connections: ReadonlyMap<string, Connection>,
    identities: readonly string[],
  ): Promise<PersonRow[] | null> {
    const room = await this.#open(tx, place);
    if (!room) return null;
    const now = this.#deps.clock.now();
    const product = this.#deps.products[room.type];
    const hides = product.hiddenRoles.length > 0;
    const { comeback } = product.patience(room);
    const people = await tx.findPeople(place, identities);
    return people.flatMap((person) =>
      person.presence === 'absent'
        ? []
        : (seenPerson(person, connections.get(person.identity), { hides, comeback, now }) ?? []),
    );
  }

  /**
   * Takes a participant out of a room: place, row and sessions in one commit.
   *
   * @param removal where this command also removes the participant from the media server
   */
  async takeOut(
    transaction: RoomTransaction,
    state: RoomState,
    identity: string,
    why: Departure,
    removal?: Removal,
  ): Promise<RoomState> {
    const { app, name, type } = state.room;
    const now = this.#deps.clock.now();
    const { tx } = transaction;
    const person = state.people.get(identity);
    if (!person) return state;
    const product = this.#deps.products[type];
    // A participant who is lost has left, and nobody took rights away.
    const end = why === 'lost' ? 'left' : why;
    const rights =
      end === 'left'
        ? { room: state.room, person }
        : withoutRights(state.room, person, now, why === 'banned');
    const room = product.leave({ ...state, room: rights.room }, identity, why);
    await tx.endSessions({ app, room: name, identity }, end);
    if (why === 'kicked') await tx.saveKick(app, name, identity, now + times.kicked);
    const change: RoomChange = {
      gone: [identity],
      expelled: end !== 'left',
      ...(rights.person !== person && { people: [rights.person] }),
      ...(removal && { removals: [removal] }),
      ...(room !== state.room && { room }),
    };
    const after = await transaction.commit(state, change);
    if (product.isOver(after.room)) return after;
    const { members } = await tx.countsOf(after.room);
    if (!members) await transaction.setRoomDeadline(after.room, now + times.emptyRoom);
    return after;
  }

  /** Sets the alarm for a deadline that was just set. */
  expect(at: number): void {
    this.#alarm.by(at);
  }

  /** Sets the alarm for the next deadline in the store, at the start and when deadlines were carried out. */
  async arm(): Promise<void> {
    const { rooms, clock } = this.#deps;
    const next = await rooms.read((tx) => tx.nextDeadline()).catch(() => clock.now() + retry);
    this.#alarm.by(Math.min(next ?? Infinity, clock.now() + sweepInterval));
  }

  /** No deadline is being carried out. */
  idle(): Promise<void> {
    return this.#due;
  }

  /** Ends the alarm, and resolves when no deadline is being carried out. */
  async close(): Promise<void> {
    this.#alarm.off();
    await this.idle();
  }

  /** Carries out every deadline that is over, each in a transaction of its own that reads the deadline again. */
  async #doDue(): Promise<void> {
    const { rooms, clock, log, products } = this.#deps;
    const now = clock.now();
    let failed = false;
    const attempt = async (work: () => Promise<unknown>) => {
      try {
        await work();
      } catch (error) {
        failed = true;
        log('A deadline could not be carried out; it is tried again.', { error });
      }
    };
    await attempt(async () => {
      const due = await rooms.read(async (tx) => ({
        people: await tx.duePeople(now),
        rooms: await tx.dueRooms(now),
        expiries: await tx.dueExpiries(now),
      }));
      const works = [
        ...due.people.map(({ app, room, identity, at }) => ({
          at,
          work: () =>
            rooms.transaction({ app, room }, async (transaction) => {
              const state = await transaction.state(app, room, [identity]);
              const deadline = state?.people.get(identity)?.deadline;
              if (state && deadline != null && deadline <= now)
                await this.takeOut(transaction, state, identity, 'lost');
            }),
        })),
        ...due.rooms.map(({ app, room, at }) => ({
          at,
          work: () =>
            rooms.transaction({ app, room }, async (transaction) => {
              const deadline = await transaction.tx.deadlineOfRoom(app, room);
              const state = await transaction.state(app, room);
              if (state && deadline !== null && deadline <= now) await transaction.close(state);
            }),
        })),
        ...due.expiries.map(({ app, room, at }) => ({
          at,
          work: () =>
            rooms.transaction({ app, room }, async (transaction) => {
              const state = await transaction.state(app, room);
              if (state) await transaction.commit(state, products[state.room.type].expire(state, now));
            }),
        })),
      ];
      // After a stop or a sleep several are over: the first one decides the outcome of a call.
      for (const { work } of works.sort((a, b) => (a.at ?? now) - (b.at ?? now))) await attempt(work);
      await rooms.transaction(null, async ({ tx }) => {
        await tx.sweep(now);
        await tx.sweepCalls(now);
      });
    });
    if (failed) this.#alarm.by(clock.now() + retry);
    else await this.arm();
  }
}
