import type { Exit } from '../../src/protocol/exit.ts';
import { sizes } from '../../src/protocol/names.ts';
import type { Clock } from '../core/clock.ts';
import { permissionOf, publicState, roomMetadata } from './desired-state.ts';
import type { Message } from '../model/outgoing-message.ts';
import { Refusal } from '../core/refusal.ts';
import type { PersonRow, RoomDoc } from '../model/room-doc.ts';
import { nextExpiry, withoutVoid } from '../audio-room/lapsed-requests.ts';
import type { RoomState, Store } from '../store/store.ts';
import { Conflict } from '../store/store.ts';

/** What a commit made of a room; `after` is `null` where it was closed. */
export interface Change {
  readonly before: RoomState;
  readonly after: RoomState | null;
  /** Who was put out: on the media server they are removed by whoever did it. */
  readonly expelled?: readonly string[];
  readonly putOut?: readonly PutOut[];
  readonly messages?: readonly Message[];
}

/** Somebody who is to be removed from the media server, and what they are told first. */
export interface PutOut {
  readonly identity: string;
  readonly exit: Exit;
  /** What a ban is for. */
  readonly reason: string | null;
}

/** What a command wants to be written. What is not named stays. */
export interface Next {
  readonly room?: RoomDoc;
  /** New rows of people. */
  readonly people?: readonly PersonRow[];
  /** People who are no longer there. */
  readonly gone?: readonly string[];
  /** Whether they were put out, and did not leave. */
  readonly expelled?: boolean;
  /** Whom this change itself removes from the media server. */
  readonly putOut?: readonly PutOut[];
  readonly messages?: readonly Message[];
}

/** Tries again after somebody else wrote first. */
const retries = 5;

/** Read, rule, commit: the way every change of a room takes. */
export class Rooms {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #committed: (change: Change) => void;
  #changes: Change[] = [];

  /** @param committed told after the commit, in order. */
  constructor(store: Store, clock: Clock, committed: (change: Change) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#committed = committed;
  }

  /** One transaction; whoever lost a race against another process reads and rules again. */
  transact<T>(work: () => T): T {
    for (let tries = 0; ; tries++) {
      this.#changes = [];
      try {
        const result = this.#store.transaction(work);
        for (const change of this.#changes) this.#committed(change);
        return result;
      } catch (error) {
        if (!(error instanceof Conflict) || tries === retries) throw error;
      }
    }
  }

  /** Writes what follows from a command, in one more `rev` where anybody can see it. */
  commit(before: RoomState, next: Next): RoomState {
    const people = new Map(before.people);
    for (const person of next.people ?? []) people.set(person.identity, person);
    for (const identity of next.gone ?? []) people.delete(identity);
    const { room: changed, messages: told } = withoutVoid(before.room, next.room ?? before.room, people);
    const seen = publicState(before.room, before.people) !== publicState(changed, people);
    const room: RoomDoc = {
      ...changed,
      version: before.room.version + 1,
      rev: before.room.rev + Number(seen),
      revokedAt: revokes(before.room, changed) ? this.#clock.now() : changed.revokedAt,
    };
    if (JSON.stringify(room).length > sizes.document)
      throw new Refusal('payload_too_large', `'${room.name}' would become too large. Use fewer seats.`);
    const saved = seen || changed !== before.room;
    if (saved) {
      this.#store.saveRoom(room);
      const expiry = nextExpiry(room);
      if (expiry !== nextExpiry(before.room)) this.#store.setExpiry(room, expiry);
    }
    for (const person of next.people ?? []) this.#store.savePerson(room, person);
    for (const identity of next.gone ?? []) this.#store.deletePerson(room, identity);
    const after = { room: saved ? room : before.room, people };
    const { putOut = [] } = next;
    this.#changes.push({
      before,
      after,
      ...(next.expelled && next.gone && { expelled: next.gone }),
      putOut,
      messages: [...(next.messages ?? []), ...told].map((message) => stamped(message, after.room)),
    });
    return after;
  }

  close(before: RoomState): void {
    const { app, name } = before.room;
    this.#store.closeRoom(before.room, roomMetadata(before.room, before.people, true));
    this.#store.endSessions({ app, room: name }, 'room_closed');
    this.#changes.push({ before, after: null });
  }
}

const stamped = (message: Message, { epoch, rev, version }: RoomDoc): Message =>
  'type' in message.body ? { ...message, body: { ...message.body, epoch, rev, version } } : message;

const revokes = (before: RoomDoc, after: RoomDoc): boolean =>
  before.seats.some(
    ({ identity }) =>
      identity !== null && permissionOf(before, identity).publish && !permissionOf(after, identity).publish,
  );
