import { Alarm } from '../core/alarm.ts';
import { compare, type ReconcilerWorld } from './reconcile-room.ts';
import type { RoomDoc } from '../model/room-doc.ts';

/** How often a live room is compared; signal-only intruders send no webhook. In milliseconds. */
const usual = 5_000;
/** The same after something was taken away, for as long as an old token can give it back. */
const watchful = { every: 2_000, for: 600_000 };
/** Webhooks make a room compared at most this often, but for urgent ones; suspects are looked at again after it. */
const hinted = 1_000;

type Place = Pick<RoomDoc, 'app' | 'name' | 'sfu'>;

/** A room that is compared from time to time. */
interface Watch {
  readonly place: Place;
  revokedAt: number;
  due: number;
  last: number;
  /** A comparison that waits in the room's line: whoever asks meanwhile has it too. */
  waiting?: Promise<void> | undefined;
  /** Who sent without a right, or twice, when last looked at: what ends it may just have been on its way. */
  suspects: ReadonlySet<string>;
}

/** Sees to it that the media server has what it should have, whatever was lost on the way. */
export class Reconciler {
  readonly #world: ReconcilerWorld;
  readonly #watches = new Map<string, Watch>();
  readonly #alarm: Alarm;
  #failures = 0;

  constructor(world: ReconcilerWorld) {
    this.#world = world;
    this.#alarm = new Alarm(world.clock, () => this.#wake());
  }

  /** Comparisons that failed in a row. */
  get failures(): number {
    return this.#failures;
  }

  /** Goes on with what a former process left. */
  start(): void {
    for (const room of this.#world.store.openRooms()) this.watch(room, 0);
    this.#bury();
  }

  close(): void {
    this.#watches.clear();
    this.#alarm.off();
  }

  /** A room was made or changed. @param within milliseconds to its first comparison */
  watch(room: RoomDoc, within = usual): void {
    const now = this.#world.clock.now();
    const { app, name, sfu, revokedAt } = room;
    const watch = this.#watches.get(sfu) ?? {
      place: { app, name, sfu },
      revokedAt,
      due: now + within,
      last: now,
      suspects: new Set<string>(),
    };
    this.#watches.set(sfu, watch);
    watch.revokedAt = revokedAt;
    if (now - revokedAt < watchful.for) watch.due = Math.min(watch.due, now + watchful.every);
    this.#alarm.by(watch.due);
  }

  /** What a webhook says of a room is a reason to look, and nothing more. */
  hint(room: RoomDoc, urgent: boolean): void {
    this.watch(room);
    const watch = this.#watches.get(room.sfu)!;
    watch.due = Math.min(watch.due, urgent ? 0 : watch.last + hinted);
    this.#alarm.by(watch.due);
  }

  /** Compares one room now. */
  look(place: Place): Promise<void> {
    const watch = this.#watches.get(place.sfu);
    if (!watch) return Promise.resolve();
    return (watch.waiting ??= this.#world.lines.run(place.sfu, () => this.#look(watch)));
  }

  async #look(watch: Watch): Promise<void> {
    const { clock, log } = this.#world;
    const { sfu } = watch.place;
    watch.waiting = undefined;
    watch.last = clock.now();
    const { every } = watch.last - watch.revokedAt < watchful.for ? watchful : { every: usual };
    watch.due = watch.last + every;
    try {
      const seen = await compare(this.#world, watch.place, watch.suspects);
      if (seen) watch.suspects = seen;
      else this.#watches.delete(sfu);
      if (seen?.size) watch.due = Math.min(watch.due, clock.now() + hinted);
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      log('A room could not be compared with the media server.', { sfu, error });
    }
    this.#alarm.by(watch.due);
  }

  /** Rooms that were closed while the media server did not answer, or just before a crash. */
  #bury(): void {
    const { store, sync, lines, log, clock } = this.#world;
    for (const { sfu } of store.closing())
      lines
        .run(sfu, () => sync.bury(sfu))
        .catch((error: unknown) => {
          log('A closed room could not be deleted yet.', { sfu, error });
          this.#alarm.by(clock.now() + usual);
        });
  }

  #wake(): void {
    const now = this.#world.clock.now();
    let next = Infinity;
    for (const watch of this.#watches.values()) {
      if (watch.due <= now) {
        watch.due = now + usual;
        void this.look(watch.place);
      }
      next = Math.min(next, watch.due);
    }
    this.#bury();
    this.#alarm.by(next);
  }
}
