import type { InferOutput } from 'valibot';
import type { Banned } from '../../src/protocol/moderation/moderation-messages.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { SerialQueue } from '../core/serial-queue.ts';
import type { OutgoingMessage } from '../model/outgoing-message.ts';
import type { Products } from '../model/product.ts';
import type { RoomDoc, RoomState } from '../model/room-doc.ts';
import type { Committed, Removal, Rooms } from '../room/commit.ts';
import { desiredParticipant, roomMetadata, stateMessage, stranger, withExit } from '../room/desired-state.ts';
import { participantUpdates, type ParticipantUpdate } from '../room/participant-updates.ts';
import type { LiveKit } from './livekit.ts';

interface PublisherDeps {
  readonly livekit: LiveKit;
  readonly rooms: Rooms;
  readonly products: Products;
  readonly clock: Clock;
  readonly log: Log;
  /** The lines of work, by the room on the media server. */
  readonly lines: SerialQueue;
  /** Compares a room with the media server, because a write was refused or a connection is awaited. */
  readonly mend: (room: RoomDoc) => void;
  /** Notes participants of whom a write has changed something. */
  readonly wrote: (room: RoomDoc, identities: readonly string[]) => void;
}

/** The wait before a room is compared in which a write was refused, in milliseconds. */
const retry = 500;

/**
 * Writes commits to the media server. Each room has one line, so that no write overtakes another; commits that still wait
 * are merged, because the newer replaces the older.
 */
export class Publisher {
  readonly #deps: PublisherDeps;
  readonly #waiting = new Map<string, Committed[]>();
  /** The `rev` that the metadata of a room has; unknown after a start or a failure. */
  readonly #published = new Map<string, number>();

  constructor(deps: PublisherDeps) {
    this.#deps = deps;
  }

  push(change: Committed): void {
    const { livekitRoom, version } = change.before.room;
    // A new room is written by its mint, which waits until the media server has the room.
    if (version === 0) return;
    const waiting = this.#waiting.get(livekitRoom);
    if (waiting) return void waiting.push(change);
    this.#waiting.set(livekitRoom, [change]);
    void this.#deps.lines.run(livekitRoom, () => this.#work(livekitRoom));
  }

  /** Tells all participants the state of the room, unless they know it. In the room's line. */
  async publishState(state: RoomState): Promise<void> {
    const { livekit, products } = this.#deps;
    const { livekitRoom, rev } = state.room;
    if (this.#published.get(livekitRoom) === rev) return;
    this.#published.delete(livekitRoom);
    // Participants in the room hear the message, and participants who join read the metadata.
    await Promise.all([
      livekit.setMetadata(livekitRoom, roomMetadata(products, state)),
      livekit.broadcast(livekitRoom, stateMessage(products, state)),
    ]);
    this.#published.set(livekitRoom, rev);
  }

  /** Whether the metadata of a room are of this `rev`. */
  isPublished({ livekitRoom, rev }: RoomDoc): boolean {
    return this.#published.get(livekitRoom) === rev;
  }

  /** Writes the last metadata of a closed room, and deletes the room: data packets would be lost. In the room's line. */
  async bury(livekitRoom: string): Promise<void> {
    const { livekit, rooms, log } = this.#deps;
    const closing = await rooms.readOne((tx) => tx.closingRooms());
    const closed = closing.find((each) => each.livekitRoom === livekitRoom);
    if (!closed) return;
    this.#published.delete(livekitRoom);
    // Where the metadata cannot be written, the deletion tells: LiveKit gives a reason of its own.
    await livekit
      .setMetadata(livekitRoom, closed.metadata)
      .catch((error: unknown) =>
        log('A room could not say that it is closed.', { room: livekitRoom, error }),
      );
    await livekit.deleteRoom(livekitRoom);
    await rooms.transaction(null, ({ tx }) => tx.forgetClosingRoom(livekitRoom));
  }

  async #work(livekitRoom: string): Promise<void> {
    const changes = this.#waiting.get(livekitRoom) ?? [];
    this.#waiting.delete(livekitRoom);
    const last = changes.at(-1)!;
    try {
      // Removed participants go first: until then they hear the room. A failure does not stop the rest.
      const done = await Promise.allSettled(
        changes.flatMap(({ before, removals }) => removals.map((each) => this.#remove(before, each))),
      );
      if (last.after) {
        done.push(...(await Promise.allSettled([this.#apply(changes, last.after)])));
        // Messages follow the permissions that they are about, and are sent also where a write was refused.
        for (const message of changes.flatMap(({ messages }) => messages))
          await this.#send(livekitRoom, message);
      } else await this.bury(livekitRoom);
      const refused = done.find((each) => each.status === 'rejected');
      if (refused) throw refused.reason;
    } catch (error) {
      const { clock, log, mend } = this.#deps;
      log('The media server refused a change; it is compared and tried again.', { room: livekitRoom, error });
      clock.after(retry, () => mend(last.before.room));
    }
  }

  /** Writes the announcement of a removal into the metadata, and waits for that: data would be lost at the removal. */
  async #remove(state: RoomState, { identity, exit, reason }: Removal): Promise<void> {
    const { livekit, products } = this.#deps;
    const { room, people } = state;
    const person = people.get(identity);
    const want = person ? desiredParticipant(products, state, person) : stranger;
    const banned: InferOutput<typeof Banned> = {
      type: '_banned',
      epoch: room.epoch,
      rev: room.rev,
      reason,
      expires_at: exit.until ?? null,
      session_id: exit.session_id,
    };
    // In this order: a participant who hears of the ban has heard the reason.
    if (exit.code === 'banned') await livekit.send(room.livekitRoom, [identity], JSON.stringify(banned));
    await livekit.update(room.livekitRoom, identity, withExit(want, exit), {});
    await livekit.remove(room.livekitRoom, identity);
  }

  async #send(name: string, { to, body }: OutgoingMessage): Promise<void> {
    const { livekit } = this.#deps;
    const text = JSON.stringify(body);
    if (to === 'all') await livekit.broadcast(name, text);
    else if (to.length) await livekit.send(name, to, text);
  }

  async #apply(changes: readonly Committed[], after: RoomState): Promise<void> {
    const { livekit, products, mend, wrote } = this.#deps;
    const { livekitRoom } = after.room;
    const steps = changes
      // A message alone changes neither room nor people.
      .filter((each) => each.after && each.after !== each.before)
      .map(({ before, after: next }) => ({ before, after: next! }));
    const removed = new Set(changes.flatMap(({ expelled }) => expelled));
    const { updates, awaited } = participantUpdates(products, steps, removed);
    wrote(
      after.room,
      updates.map(({ identity }) => identity),
    );
    const write = ({ identity, want, had }: ParticipantUpdate) =>
      livekit.update(livekitRoom, identity, want, had);
    // Permissions are taken before others are given, so that nobody has more than they should. One refusal stops no other write.
    const done = [
      ...(await Promise.allSettled(updates.filter(({ revokes }) => revokes).map(write))),
      ...(await Promise.allSettled(updates.filter(({ revokes }) => !revokes).map(write))),
    ];
    if (changes.some((each) => each.before.room.rev !== each.after?.room.rev)) await this.publishState(after);
    // A participant took a seat before the media server showed the connection, which may be there by now.
    if (awaited) mend(after.room);
    const refused = done.find((each) => each.status === 'rejected');
    if (refused) throw refused.reason;
  }
}
