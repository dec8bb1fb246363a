import type { Exit } from '../../src/protocol/exit.ts';
import { times } from '../../src/protocol/constants.ts';
import { sizes } from '../../src/protocol/names.ts';
import type { Clock } from '../core/clock.ts';
import { Refusal } from '../core/refusal.ts';
import { SerialQueue } from '../core/serial-queue.ts';
import type { OutgoingMessage } from '../model/outgoing-message.ts';
import type { Product, Products } from '../model/product.ts';
import { outlives, type People, type PersonRow, type RoomDoc, type RoomState } from '../model/room-doc.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { inTime, type RoomLock, type Store } from '../store/store.ts';
import { hasHiddenRole, publicStateText, roomMetadata } from './desired-state.ts';
import { readRoomState } from './room-state.ts';

/** A participant who is to be removed from the media server, and the announcement of the removal. */
export interface Removal {
  readonly identity: string;
  readonly exit: Exit;
  /** The reason of a ban. */
  readonly reason: string | null;
}

/** The changes that a command wants. All else stays. */
export interface RoomChange {
  readonly room?: RoomDoc;
  /** New and changed rows. */
  readonly people?: readonly PersonRow[];
  /** People who leave the room. */
  readonly gone?: readonly string[];
  /** Whether the people were removed, and did not leave by themselves: the media server removes them elsewhere. */
  readonly expelled?: boolean;
  /** The removals that this commit itself makes on the media server. */
  readonly removals?: readonly Removal[];
  readonly messages?: readonly OutgoingMessage[];
}

/** A commit that is on disk. */
export interface Committed {
  readonly before: RoomState;
  /** `null` for a room that was closed; the same object as before for messages alone. */
  readonly after: RoomState | null;
  /** The people whose rows were written or deleted. */
  readonly touched: readonly string[];
  readonly expelled: readonly string[];
  readonly removals: readonly Removal[];
  readonly messages: readonly OutgoingMessage[];
}

interface RoomsDeps {
  readonly store: Store;
  readonly products: Products;
  readonly clock: Clock;
  /** Called after each commit, in the order of the commits of a room. */
  readonly committed: (change: Committed) => void;
  /** Called after a commit that set deadlines, with the earliest in milliseconds since 1970. */
  readonly deadlineSet: (at: number) => void;
}

/** Reads, rules and commits: the way of every change of a room. */
export class Rooms {
  readonly #deps: RoomsDeps;
  /** Commands of one room wait for each other here, so that the database need not refuse any. */
  readonly #queue = new SerialQueue();
  /** The number of transactions without a lock so far. */
  #unlocked = 0;

  constructor(deps: RoomsDeps) {
    this.#deps = deps;
  }

  /**
   * Runs a command in the line of its room, as one transaction.
   *
   * @param lock `null` for a transaction that changes no room: the transaction waits for no other
   * @throws {Refusal} of the command, or `unavailable`
   */
  transaction<T>(lock: RoomLock | null, work: (transaction: RoomTransaction) => Promise<T>): Promise<T> {
    const { store, committed, deadlineSet } = this.#deps;
    // Without a lock the line is the transaction's own, so that `idle` waits for the end.
    const line = lock ? `${lock.app} ${lock.room}` : String(++this.#unlocked);
    // A database that hangs keeps the whole line waiting: each command of it is answered in its own time.
    return inTime((end) =>
      this.#queue.run(line, async () => {
        let changes: readonly Committed[] = [];
        let deadline = Infinity;
        let afterwards: readonly (() => void)[] = [];
        const result = await store.transaction(
          lock,
          async (tx) => {
            // A transaction that is run again begins with nothing.
            const transaction = new RoomTransaction(tx, this.#deps);
            const done = await work(transaction);
            ({ changes, deadline, afterwards } = transaction);
            return done;
          },
          end,
        );
        for (const change of changes) committed(change);
        for (const work of afterwards) work();
        if (deadline < Infinity) deadlineSet(deadline);
        return result;
      }),
    );
  }

  /** Reads on one snapshot, and waits for no command. */
  read<T>(work: (tx: StoreQueries) => Promise<T>): Promise<T> {
    return this.#deps.store.read(work);
  }

  /** Reads by one statement, and waits for no command. */
  readOne<T>(work: (tx: StoreQueries) => Promise<T>): Promise<T> {
    return this.#deps.store.readOne(work);
  }

  /** No command is running or waiting. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }
}

/**
 * The rows of people who were hidden and are to be visible. This is written with the change itself, so that no later
 * token of these people is a hidden one.
 */
const newlyShown = (product: Product, room: RoomDoc, people: People): PersonRow[] =>
  product.hiddenRoles.length
    ? [...people.values()]
        .filter((person) => !person.shown && !hasHiddenRole(product, room, person))
        .map((person) => ({ ...person, shown: true }))
    : [];

const isHere = (person: PersonRow | undefined) => Number(person?.presence === 'here');

/** A transaction that changes rooms. */
export class RoomTransaction {
  readonly tx: StoreQueries;
  readonly changes: Committed[] = [];
  readonly afterwards: (() => void)[] = [];
  /** The earliest deadline that the transaction has set. */
  deadline = Infinity;
  readonly #deps: RoomsDeps;

  constructor(tx: StoreQueries, deps: RoomsDeps) {
    this.tx = tx;
    this.#deps = deps;
  }

  /** Does something when the transaction is on disk, and before the next command of the line begins. */
  afterCommit(work: () => void): void {
    this.afterwards.push(work);
  }

  /** Reads a room with the people whom its document names, and these. */
  state(app: string, name: string, named: readonly string[] = []): Promise<RoomState | null> {
    return readRoomState(this.tx, this.#deps.products, app, name, named);
  }

  /** Writes a change. `rev` grows by one where all participants can see the change. */
  async commit(before: RoomState, change: RoomChange): Promise<RoomState> {
    const { products, clock } = this.#deps;
    const { room: asked = before.room, people: rows = [], gone = [] } = change;
    if (asked === before.room && !rows.length && !gone.length) {
      this.#announce(before, before, change);
      return before;
    }
    const people = new Map(before.people);
    const absent = new Map(before.absent);
    for (const person of rows) {
      if (person.presence === 'absent') absent.set(person.identity, person);
      else people.set(person.identity, person);
    }
    for (const identity of gone) people.delete(identity);
    const product = products[before.room.type];
    const { room: lapsed, messages } = product.lapse(before, { room: asked, people, absent });
    const shown = newlyShown(product, lapsed, people);
    for (const person of shown) people.set(person.identity, person);
    const next = { room: lapsed, people, absent };
    const seen = publicStateText(products, before) !== publicStateText(products, next);
    const saved = seen || lapsed !== before.room;
    const room: RoomDoc = saved
      ? {
          ...lapsed,
          version: before.room.version + 1,
          rev: before.room.rev + Number(seen),
          revokedAt: this.#revokes(before, next) ? clock.now() : lapsed.revokedAt,
        }
      : before.room;
    if (saved) await this.#saveRoom(before.room, room);
    const written = [...new Map([...rows, ...shown].map((person) => [person.identity, person])).values()];
    await this.#savePeople(before, room, written, gone);
    const after = { ...next, room };
    this.#announce(before, after, { ...change, people: written }, messages);
    if (product.isOver(room)) await this.close(after);
    return after;
  }

  /** @param more messages that follow from the change */
  #announce(
    before: RoomState,
    after: RoomState,
    { people = [], gone = [], expelled = false, removals = [], messages = [] }: RoomChange,
    more: readonly OutgoingMessage[] = [],
  ): void {
    this.changes.push({
      before,
      after,
      touched: [...people.map(({ identity }) => identity), ...gone],
      expelled: expelled ? gone : [],
      removals,
      messages: [...messages, ...more].map((message) => stamped(message, after.room)),
    });
  }

  /** Makes a room whose document is complete, so that no mint lays it out. */
  async create(room: RoomDoc): Promise<void> {
    await this.tx.createRoom(room);
    await this.#saveIndexes(room, null);
  }

  /** Ends a room for all participants. */
  async close(before: RoomState): Promise<void> {
    const { app, name } = before.room;
    await this.tx.closeRoom(before.room, roomMetadata(this.#deps.products, before, true));
    await this.tx.endSessions({ app, room: name }, 'room_closed');
    this.changes.push({ before, after: null, touched: [], expelled: [], removals: [], messages: [] });
  }

  /** Sets when an empty room is closed; `null` for a room with participants. */
  async setRoomDeadline(room: RoomDoc, at: number | null): Promise<void> {
    await this.tx.setRoomDeadline(room, at);
    this.#note(at);
  }

  #note(deadline: number | null): void {
    if (deadline !== null) this.deadline = Math.min(this.deadline, deadline);
  }

  async #saveRoom(before: RoomDoc, room: RoomDoc): Promise<void> {
    if (JSON.stringify(room).length > sizes.document)
      throw new Refusal('payload_too_large', `'${room.name}' would become too large. Use fewer seats.`);
    await this.tx.saveRoom(room);
    await this.#saveIndexes(room, this.#deps.products[room.type].nextExpiry(before));
  }

  /** Writes what finds the room: the next time at which something expires, and the record. @param was the last such time */
  async #saveIndexes(room: RoomDoc, was: number | null): Promise<void> {
    const { products, clock } = this.#deps;
    const { nextExpiry, record, isOver } = products[room.type];
    const row = record(room);
    if (row) await this.tx.saveCall(row, isOver(room) ? clock.now() + times.callKept : null);
    const expiry = nextExpiry(room);
    if (expiry === was) return;
    await this.tx.setExpiry(room, expiry);
    this.#note(expiry);
  }

  async #savePeople(
    before: RoomState,
    room: RoomDoc,
    rows: readonly PersonRow[],
    gone: readonly string[],
  ): Promise<void> {
    const { tx } = this;
    const counts = { members: 0, here: 0 };
    const count = (was: PersonRow | undefined, is: PersonRow | undefined) => {
      counts.members += Number(!!is) - Number(!!was);
      counts.here += isHere(is) - isHere(was);
    };
    for (const person of rows) {
      if (gone.includes(person.identity)) continue;
      await tx.savePerson(room, person);
      this.#note(person.deadline);
      if (person.presence !== 'absent') count(before.people.get(person.identity), person);
    }
    for (const identity of gone) {
      const was = before.people.get(identity);
      const last = rows.find((person) => person.identity === identity) ?? was;
      if (last && outlives(last)) await tx.savePerson(room, { ...last, presence: 'absent', deadline: null });
      else await tx.deletePerson(room, identity);
      count(was, undefined);
    }
    await tx.changeCounts(room, counts);
  }

  #revokes(before: RoomState, after: RoomState): boolean {
    const { permissionOf } = this.#deps.products[before.room.type];
    return [...before.people.keys()].some((identity) => {
      const now = permissionOf(after, identity);
      return permissionOf(before, identity).some((source) => !now.includes(source));
    });
  }
}

const stamped = (message: OutgoingMessage, { epoch, rev, version }: RoomDoc): OutgoingMessage =>
  'type' in message.body ? { ...message, body: { ...message.body, epoch, rev, version } } : message;
