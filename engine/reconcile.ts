import type { Exit } from '../src/protocol/exit.ts';
import type { Clock } from './clock.ts';
import { desired, roomMetadata, sameAttributes, samePermission, type DesiredPerson } from './desired.ts';
import type { Log } from './log.ts';
import type { People } from './people.ts';
import type { RoomDoc } from './room-doc.ts';
import type { Rooms } from './rooms.ts';
import type { Sfu, SfuPerson } from './sfu.ts';
import type { RoomState, Store } from './store/store.ts';

/** How often a live room is compared; signal-only intruders send no webhook. In milliseconds. */
const usual = 5_000;
/** The same after something was taken away, for as long as an old token can give it back. */
const watchful = { every: 2_000, for: 600_000 };
const tick = 1_000;

/** Compares what the media server has with what it should have, and corrects it. */
export class Reconciler {
  readonly #store: Store;
  readonly #sfu: Sfu;
  readonly #rooms: Rooms;
  readonly #people: People;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #running = new Map<string, { again: boolean; done: Promise<void> }>();
  readonly #last = new Map<string, number>();
  /** Who sent without a right when last looked at: a revocation may just have been on its way. */
  readonly #suspects = new Set<string>();
  #stop = () => {};
  #failures = 0;

  constructor(world: { store: Store; sfu: Sfu; rooms: Rooms; people: People; clock: Clock; log: Log }) {
    this.#store = world.store;
    this.#sfu = world.sfu;
    this.#rooms = world.rooms;
    this.#people = world.people;
    this.#clock = world.clock;
    this.#log = world.log;
  }

  /** Comparisons that failed in a row. */
  get failures(): number {
    return this.#failures;
  }

  start(): void {
    const now = this.#clock.now();
    for (const room of this.#store.openRooms()) {
      const { every } = now - room.revokedAt < watchful.for ? watchful : { every: usual };
      if (now - (this.#last.get(room.sfu) ?? 0) >= every) void this.look(room);
    }
    this.#stop = this.#clock.after(tick, () => this.start());
  }

  close(): void {
    this.#stop();
  }

  /** Compares one room now; who asks meanwhile gets one more round. */
  look(room: Pick<RoomDoc, 'app' | 'name' | 'sfu'>): Promise<void> {
    const running = this.#running.get(room.sfu);
    if (running) {
      running.again = true;
      return running.done;
    }
    const round = { again: false, done: Promise.resolve() };
    this.#running.set(room.sfu, round);
    round.done = (async () => {
      do {
        round.again = false;
        this.#last.set(room.sfu, this.#clock.now());
        await this.#compare(room).then(
          () => (this.#failures = 0),
          (error: unknown) => {
            this.#failures++;
            this.#log('A room could not be compared with the media server.', { sfu: room.sfu, error });
          },
        );
      } while (round.again);
      this.#running.delete(room.sfu);
    })();
    return round.done;
  }

  async #compare({ app, name, sfu }: Pick<RoomDoc, 'app' | 'name' | 'sfu'>): Promise<void> {
    const read = () => {
      const state = this.#store.room(app, name);
      return state?.room.sfu === sfu ? state : null;
    };
    if (!read()) return void this.#last.delete(sfu);
    const listed = await this.#sfu.list(sfu);
    let state = read();
    if (!state) return;
    if (!listed) await this.#sfu.ensureRoom(sfu, roomMetadata(state.room, state.people));
    const there = listed ?? [];
    state = read();
    if (!state) return;
    state = this.#people.seen(state, new Set(there.map(({ identity }) => identity)));
    const want = desired(state.room, state.people).people;
    await Promise.all(there.map((person) => this.#correct(state, person, want.get(person.identity))));
  }

  async #correct(state: RoomState, has: SfuPerson, want: DesiredPerson | undefined): Promise<void> {
    const { room } = state;
    const suspect = `${room.sfu} ${has.identity}`;
    // Nobody whom this engine let in: the exact string goes, `a#x` too.
    if (!want) return this.#sfu.remove(room.sfu, has.identity);
    const unpermitted = has.sending && !want.permission.publish && has.permission?.publish === false;
    if (has.foreign || (unpermitted && this.#suspects.has(suspect)))
      return this.#throwOut(state, has.identity, want);
    if (unpermitted) this.#suspects.add(suspect);
    else this.#suspects.delete(suspect);
    const same = has.permission && samePermission(has.permission, want.permission);
    if (!same || has.metadata !== want.metadata || !sameAttributes(has.attributes, want.attributes))
      await this.#sfu.update(room.sfu, has.identity, want);
  }

  /** Why somebody goes is written into their metadata and awaited: data would be lost with them. */
  async #throwOut({ room, people }: RoomState, identity: string, want: DesiredPerson): Promise<void> {
    this.#log('Somebody sent what they may not and was removed.', { sfu: room.sfu });
    const exit: Exit = { code: 'kicked', session_id: people.get(identity)!.sessionId };
    await this.#sfu.update(room.sfu, identity, withExit(want, exit));
    this.#rooms.transact(() => {
      const state = this.#store.room(room.app, room.name);
      if (state?.people.has(identity)) this.#people.takeOut(state, identity, 'kicked');
    });
    await this.#sfu.remove(room.sfu, identity);
  }
}

/** The same person, told that it is over. Nothing may be sent from here on. */
export const withExit = (want: DesiredPerson, exit: Exit): DesiredPerson => ({
  ...want,
  permission: { publish: false },
  metadata: JSON.stringify({ ...JSON.parse(want.metadata), exit }),
});
