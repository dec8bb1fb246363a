import type { Clock } from '../core/clock.ts';
import type { InferOutput } from 'valibot';
import type { Banned } from '../../src/protocol/moderation/moderation-messages.ts';
import { desired, roomMetadata, stranger, withExit } from '../room/desired-state.ts';
import type { Lines } from '../core/serial-queue.ts';
import type { Log } from '../core/log.ts';
import type { Message } from '../model/outgoing-message.ts';
import { pushOf } from '../audio-room/grid-message.ts';
import type { RoomDoc } from '../model/room-doc.ts';
import type { Change, PutOut } from '../room/commit.ts';
import type { Sfu } from './livekit.ts';
import type { RoomState, Store } from '../store/store.ts';
import { awaited, updatesOf, type Update } from '../room/participant-updates.ts';

export interface SyncWorld {
  readonly sfu: Sfu;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly lines: Lines;
}

/** Milliseconds until something that was refused is looked at again. */
const retry = 500;

/**
 * Brings what was committed to the media server. Each room has one line, so that nothing overtakes
 * anything; what still waits is merged, because newer replaces older.
 */
export class Sync {
  readonly #world: SyncWorld;
  readonly #mend: (room: RoomDoc) => void;
  readonly #waiting = new Map<string, Change[]>();
  /** The `rev` that a room's metadata was last seen to take; not known after a start or a failure. */
  readonly #told = new Map<string, number>();

  /** @param mend compares a room where something was refused. */
  constructor(world: SyncWorld, mend: (room: RoomDoc) => void) {
    this.#world = world;
    this.#mend = mend;
  }

  push(change: Change): void {
    const { sfu, version } = change.before.room;
    // A room that was just made is written by the mint, which waits until it is there.
    if (version === 0) return;
    const waiting = this.#waiting.get(sfu);
    if (waiting) return void waiting.push(change);
    this.#waiting.set(sfu, [change]);
    void this.#world.lines.run(sfu, () => this.#work(sfu));
  }

  /** Tells everybody what the room is like, unless that was done. In the room's line. */
  async tell(state: RoomState): Promise<void> {
    const { sfu, rev } = state.room;
    if (this.#told.get(sfu) === rev) return;
    this.#told.delete(sfu);
    // Both say the same: those who are there hear it, those who join read it.
    await Promise.all([
      this.#world.sfu.setMetadata(sfu, roomMetadata(state.room, state.people)),
      this.#world.sfu.broadcast(sfu, pushOf(state)),
    ]);
    this.#told.set(sfu, rev);
  }

  /** The last word of a closed room, and its end: data packets would be lost. In the room's line. */
  async bury(sfu: string): Promise<void> {
    const { store, log } = this.#world;
    const closed = store.closing().find((each) => each.sfu === sfu);
    if (!closed) return;
    this.#told.delete(sfu);
    // Where it cannot be said, the end says it: LiveKit gives a reason of its own.
    await this.#world.sfu
      .setMetadata(sfu, closed.metadata)
      .catch((error: unknown) => log('A room could not say that it is closed.', { sfu, error }));
    await this.#world.sfu.deleteRoom(sfu);
    store.closed(sfu);
  }

  async #work(sfu: string): Promise<void> {
    const changes = this.#waiting.get(sfu) ?? [];
    this.#waiting.delete(sfu);
    const [first, last] = [changes[0]!, changes.at(-1)!];
    try {
      const expelled = new Set(changes.flatMap((each) => each.expelled ?? []));
      // Whoever is put out goes first: for as long as they are there they hear. What fails is no end of the rest.
      const removals = changes.flatMap(({ before, putOut = [] }) =>
        putOut.map((each) => [before, each] as const),
      );
      const done = await Promise.allSettled(removals.map((each) => this.#remove(...each)));
      if (last.after) {
        const updates = updatesOf(first.before, last.after, expelled);
        done.push(...(await Promise.allSettled([this.#apply(updates, first.before, last.after)])));
        // After the grants that they speak of; and also where one was refused.
        for (const message of changes.flatMap(({ messages = [] }) => messages))
          await this.#send(sfu, message);
      } else await this.bury(sfu);
      const refused = done.find((each) => each.status === 'rejected');
      if (refused) throw refused.reason;
    } catch (error) {
      this.#world.log('The media server refused a change; it is compared and tried again.', { sfu, error });
      this.#world.clock.after(retry, () => this.#mend(first.before.room));
    }
  }

  /** Why somebody goes is written into their metadata and awaited: data would be lost with them. */
  async #remove({ room, people }: RoomState, { identity, exit, reason }: PutOut): Promise<void> {
    const { sfu } = this.#world;
    const want = desired(room, people).people.get(identity) ?? stranger;
    const banned: InferOutput<typeof Banned> = {
      type: '_banned',
      epoch: room.epoch,
      rev: room.rev,
      reason,
      expires_at: exit.until ?? null,
      session_id: exit.session_id,
    };
    // One after the other: whoever hears that they are banned has heard what for.
    if (exit.code === 'banned') await sfu.send(room.sfu, [identity], JSON.stringify(banned));
    await sfu.update(room.sfu, identity, withExit(want, exit), {});
    await sfu.remove(room.sfu, identity);
  }

  async #send(name: string, { to, body }: Message): Promise<void> {
    const { sfu } = this.#world;
    const text = JSON.stringify(body);
    if (to === 'all') await sfu.broadcast(name, text);
    else if (to.length) await sfu.send(name, to, text);
  }

  async #apply(updates: readonly Update[], before: RoomState, after: RoomState): Promise<void> {
    const losing = updates.filter(([, want]) => !want.permission.publish);
    const rest = updates.filter((update) => !losing.includes(update));
    const { sfu } = after.room;
    const send = ([identity, want, had]: Update) => this.#world.sfu.update(sfu, identity, want, had);
    // Revocations first: for a moment nobody has more than they should. One refusal stops no other.
    const done = [
      ...(await Promise.allSettled(losing.map(send))),
      ...(await Promise.allSettled(rest.map(send))),
    ];
    if (before.room.rev !== after.room.rev) await this.tell(after);
    // Who sat down before the media server said that they are there: they may have come meanwhile.
    if (awaited(before, after)) this.#mend(after.room);
    const refused = done.find((each) => each.status === 'rejected');
    if (refused) throw refused.reason;
  }
}
