import { Alarm } from '../core/alarm.ts';
import type { Clock } from '../core/clock.ts';
import type { SerialQueue } from '../core/serial-queue.ts';
import type { Place, RoomDoc } from '../model/room-doc.ts';
import { reconcileParticipant, reconcileRoom, type ReconcileDeps } from './reconcile-room.ts';

/** The time between two looks at a room, in milliseconds: a connection without media sends no webhook. */
const usual = 5_000;
/** The same after a permission was taken away, for as long as an old token can give it back. */
const watchful = { every: 2_000, for: 600_000 };
/** The least time between two looks that webhooks cause, and between two looks at a suspect. */
const hinted = 1_000;

interface ReconcilerDeps extends ReconcileDeps {
  readonly clock: Clock;
  /** The lines of work, by the room on the media server. */
  readonly lines: SerialQueue;
}

/** The number of looks at a time, of those that the clock begins: more would keep the database from commands. */
const atOnce = 4;

/** A room that is compared from time to time. */
interface Watch {
  readonly place: Place;
  revokedAt: number;
  due: number;
  last: number;
  /** A look that waits in the room's line: every further wish for a look is this look too. */
  waiting?: Promise<void> | undefined;
  /** The next look compares everybody: after the start, and after a failure. */
  anew: boolean;
  /** People whose row was written since the last look, or of whom a write to the media server changed something. */
  including: Set<string>;
  suspects: ReadonlySet<string>;
}

/** Sees to it that the media server has what it should have, whatever was lost on the way. */
export class Reconciler {
  readonly #deps: ReconcilerDeps;
  readonly #watches = new Map<string, Watch>();
  readonly #alarm: Alarm;
  #failures = 0;
  /** A room may be closed in the database and not yet on the media server. */
  #closing = true;

  constructor(deps: ReconcilerDeps) {
    this.#deps = deps;
    this.#alarm = new Alarm(deps.clock, () => void this.#wake());
  }

  /** The number of looks in a row that failed. */
  get failures(): number {
    return this.#failures;
  }

  /** Watches the rooms that a former process left. */
  async start(): Promise<void> {
    for (const room of await this.#deps.rooms.readOne((tx) => tx.openRooms())) this.watch(room, [], 0);
    await this.#bury();
  }

  close(): void {
    this.#watches.clear();
    this.#alarm.off();
  }

  /**
   * Notes that a room was made or changed.
   *
   * @param touched people whom the next look compares
   * @param within milliseconds until the first look
   */
  watch(room: RoomDoc, touched: readonly string[] = [], within = usual): void {
    const now = this.#deps.clock.now();
    const { app, name, livekitRoom, revokedAt } = room;
    const watch = this.#watches.get(livekitRoom) ?? {
      place: { app, name, livekitRoom },
      revokedAt,
      due: now + within,
      last: now,
      anew: true,
      including: new Set<string>(),
      suspects: new Set<string>(),
    };
    this.#watches.set(livekitRoom, watch);
    watch.revokedAt = revokedAt;
    for (const identity of touched) watch.including.add(identity);
    if (now - revokedAt < watchful.for) watch.due = Math.min(watch.due, now + watchful.every);
    this.#alarm.by(watch.due);
  }

  /** Looks soon at a room of which a webhook said something. */
  hint(room: RoomDoc): void {
    this.watch(room);
    const watch = this.#watches.get(room.livekitRoom)!;
    watch.due = Math.min(watch.due, watch.last + hinted);
    this.#alarm.by(watch.due);
  }

  /** Looks at a room now. */
  look(place: Place): Promise<void> {
    const watch = this.#watches.get(place.livekitRoom);
    return watch ? (watch.waiting ??= this.#lookInLine(watch)) : Promise.resolve();
  }

  /** Looks at one participant now. */
  lookAt(room: RoomDoc, identity: string): Promise<void> {
    this.watch(room);
    const watch = this.#watches.get(room.livekitRoom)!;
    return this.#deps.lines.run(room.livekitRoom, async () => {
      try {
        const suspects = await reconcileParticipant(this.#deps, watch.place, identity);
        if (suspects.size) this.#suspect(watch, new Set([...watch.suspects, ...suspects]));
      } catch (error) {
        watch.including.add(identity);
        this.#deps.log('A participant could not be compared with the media server.', {
          room: room.livekitRoom,
          error,
        });
        watch.due = Math.min(watch.due, this.#deps.clock.now() + hinted);
      }
      this.#alarm.by(watch.due);
    });
  }

  #lookInLine(watch: Watch): Promise<void> {
    return this.#deps.lines.run(watch.place.livekitRoom, () => this.#look(watch));
  }

  #suspect(watch: Watch, suspects: ReadonlySet<string>): void {
    watch.suspects = suspects;
    if (suspects.size) watch.due = Math.min(watch.due, this.#deps.clock.now() + hinted);
  }

  async #look(watch: Watch): Promise<void> {
    const { clock, log } = this.#deps;
    const { livekitRoom } = watch.place;
    const { anew, including, suspects } = watch;
    watch.waiting = undefined;
    watch.last = clock.now();
    watch.anew = false;
    watch.including = new Set();
    const { every } = watch.last - watch.revokedAt < watchful.for ? watchful : { every: usual };
    watch.due = watch.last + every;
    try {
      const seen = await reconcileRoom(this.#deps, watch.place, { anew, including, suspects });
      if (seen) this.#suspect(watch, seen);
      else {
        this.#watches.delete(livekitRoom);
        this.#closing = true;
      }
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      watch.anew = true;
      log('A room could not be compared with the media server.', { room: livekitRoom, error });
    }
    this.#alarm.by(watch.due);
  }

  /** Deletes rooms on the media server that were closed while it did not answer, or just before a crash. */
  async #bury(): Promise<void> {
    if (!this.#closing) return;
    this.#closing = false;
    const { rooms, publisher, lines, log, clock } = this.#deps;
    const again = (error: unknown) => {
      this.#closing = true;
      log('A closed room could not be deleted yet.', { error });
      this.#alarm.by(clock.now() + usual);
    };
    const closing = await rooms
      .readOne((tx) => tx.closingRooms())
      .catch((error: unknown) => (again(error), []));
    for (const { livekitRoom } of closing)
      lines.run(livekitRoom, () => publisher.bury(livekitRoom)).catch(again);
  }

  async #wake(): Promise<void> {
    const now = this.#deps.clock.now();
    let next = Infinity;
    let turn = 0;
    for (const watch of this.#watches.values()) {
      if (watch.due <= now) {
        watch.due = now + usual;
        const line = `looks ${turn++ % atOnce}`;
        watch.waiting ??= this.#deps.lines.run(line, () => this.#lookInLine(watch));
      }
      next = Math.min(next, watch.due);
    }
    this.#alarm.by(next);
    await this.#bury();
  }
}
