import { sizes } from '../src/protocol/names.ts';
import type { SeatUpdate } from '../src/protocol/data/seat-update.ts';
import type { Clock } from './clock.ts';
import { desired, roomMetadata, samePerson, type Desired } from './desired.ts';
import type { Log } from './log.ts';
import { gridOf } from './room-doc.ts';
import type { Change } from './rooms.ts';
import type { Sfu } from './sfu.ts';
import type { RoomState } from './store/store.ts';

interface Worker {
  readonly changes: Change[];
  working: Promise<void>;
}

/**
 * Brings what was committed to the media server: one worker a room, so that nothing overtakes
 * anything; what is not written yet is merged, because newer replaces older. What fails is mended
 * by the next comparison.
 */
export class Sync {
  readonly #sfu: Sfu;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #mend: (state: RoomState) => void;
  readonly #workers = new Map<string, Worker>();

  /** @param mend called for a room where something was refused. */
  constructor(sfu: Sfu, clock: Clock, log: Log, mend: (state: RoomState) => void) {
    this.#sfu = sfu;
    this.#clock = clock;
    this.#log = log;
    this.#mend = mend;
  }

  push(change: Change): void {
    const { sfu, version } = change.before.room;
    // A room that was just made is written by the mint, which waits until it is there.
    if (version === 0) return;
    const worker = this.#workers.get(sfu) ?? { changes: [], working: Promise.resolve() };
    this.#workers.set(sfu, worker);
    worker.changes.push(change);
    if (worker.changes.length > 1) return;
    worker.working = worker.working.then(() => this.#work(sfu, worker));
  }

  /** Nothing is on its way any more. */
  async idle(): Promise<void> {
    while (this.#workers.size) await Promise.all([...this.#workers.values()].map(({ working }) => working));
  }

  async #work(sfu: string, worker: Worker): Promise<void> {
    const changes = worker.changes.splice(0);
    const { before } = changes[0]!;
    const { after } = changes.at(-1)!;
    try {
      if (after) await this.#apply(before, after);
      else await this.#close(before);
    } catch (error) {
      this.#log('The media server refused a change; it is compared and tried again.', { sfu, error });
      if (after) this.#clock.after(500, () => this.#mend(after));
    }
    if (!worker.changes.length) this.#workers.delete(sfu);
  }

  async #apply(before: RoomState, after: RoomState): Promise<void> {
    const { room, people } = after;
    const [old, now] = [desired(before.room, before.people), desired(room, people)];
    const differ = [...people.values()].filter(
      ({ identity, presence }) => presence === 'here' && differs(old, now, identity),
    );
    const losing = differ.filter(({ identity }) => !now.people.get(identity)!.permission.publish);
    const rest = differ.filter((person) => !losing.includes(person));
    // Revocations first: for a moment nobody has more than they should.
    for (const some of [losing, rest])
      await Promise.all(
        some.map(({ identity }) => this.#sfu.update(room.sfu, identity, now.people.get(identity)!)),
      );
    if (old.metadata === now.metadata) return;
    await this.#sfu.setMetadata(room.sfu, now.metadata);
    await this.#sfu.broadcast(room.sfu, seatUpdate(after));
  }

  /** The room says that it is closed before it goes: data packets would be lost. */
  async #close({ room, people }: RoomState): Promise<void> {
    await this.#sfu.setMetadata(room.sfu, roomMetadata(room, people, true)).catch(() => {});
    await this.#sfu.deleteRoom(room.sfu);
  }
}

const differs = (old: Desired, now: Desired, identity: string): boolean => {
  const before = old.people.get(identity);
  return !before || !samePerson(before, now.people.get(identity)!);
};

/** The whole grid, or where it is too large for a packet, the word to read it. */
function seatUpdate({ room, people }: RoomState): string {
  const at = { type: '_seat_update', epoch: room.epoch, rev: room.rev } as const;
  const message: SeatUpdate & { count?: number } = {
    ...at,
    count: room.seats.length,
    ...gridOf(room, people),
  };
  const text = JSON.stringify(message);
  return Buffer.byteLength(text) <= sizes.push ? text : JSON.stringify({ ...at, reread: true });
}
