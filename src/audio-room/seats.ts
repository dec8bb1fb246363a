import { UTDStreamError } from '../errors/errors.ts';
import { maxSeats } from '../protocol/constants.ts';
import type { EndpointName } from '../protocol/rest/endpoints.ts';
import type { At } from '../protocol/room-state.ts';
import type { SeatMode, WireGrid } from '../protocol/seat.ts';
import { equal } from '../reactive/equal.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import type { Participant, Seat, SeatGrid } from '../model/shapes.ts';
import { giveUp } from '../session/core/given-up.ts';
import { gridState } from '../session/room-state/grid-state.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { isSeat, namedSeat, seatOf } from './seat-from-wire.ts';

interface SeatsDeps {
  /** My identity, once I have joined. */
  me(): string | undefined;
  person(identity: string): Participant | undefined;
  /** Opens the microphone once the engine has granted it. */
  openMicrophone(): Promise<void>;
  /** Whether I sit down without a microphone unless told otherwise. */
  muted(): boolean;
}

const noSeats: SeatGrid = { mode: 'free', modeId: null, seats: [] };
const noWire: WireGrid = { mode: 'free', mode_id: null, queue: [], seats: [] };

/** The seats of an audio room. Who holds one may speak. */
export class Seats {
  readonly #scope: SessionScope;
  readonly #near: SeatsDeps;
  readonly #wire;
  readonly #grid;
  readonly #leaving;

  constructor(scope: SessionScope, near: SeatsDeps) {
    this.#scope = scope;
    this.#near = near;
    this.#wire = scope.signal(noWire);
    this.#leaving = scope.signal(0);
    this.#grid = scope.eventSignal('seatUpdate', noSeats);
    this.grid = this.#grid.readonly;
    scope.onState((state) => state.grid && this.#wire.offer(state.grid, state));
  }

  /** All seats, and whether they are free or on request. */
  readonly grid: ReadonlySignal<SeatGrid>;
  /** The seat that I hold. */
  readonly mine: ReadonlySignal<Seat | null> = computed(() => {
    const me = this.#near.me();
    return (me && this.grid.get().seats.find((seat) => seat.identity === me)) || null;
  });

  /** One seat; `undefined` where the room has none of this index. It changes only when this seat does. */
  at(index: number): ReadonlySignal<Seat | undefined> {
    return computed(() => this.grid.get().seats[index]);
  }

  /**
   * Sits down, from another seat too. Resolves when the microphone is heard by the others, or at
   * once with `microphone: false`. If the microphone cannot be opened, the seat stays.
   *
   * @param index from 0
   * @throws {UTDStreamError} `seat_taken`, `seat_locked`, `request_required`, `forbidden_role`,
   *   `not_joined`, `grant_timeout`, `media_permission`, `media_device` …
   * @example
   * ```ts
   * await room.seats.take(0);
   * ```
   */
  async take(index: number, { microphone = !this.#near.muted() } = {}): Promise<void> {
    await this.#at(index, 'takeSeat', 'take');
    if (microphone) await this.#near.openMicrophone();
  }

  /** @internal I get up, and the engine has not answered yet. Reads signals. */
  leaving(): boolean {
    return this.#leaving.readonly.get() > 0;
  }

  /**
   * Gets up. The microphone closes at once, also in an outage. Resolves when the engine has answered, which is asked
   * for up to a minute.
   */
  async leave(): Promise<void> {
    const { session } = this.#scope;
    const count = (change: number) => {
      if (!session.ended) this.#scope.change(() => (this.#leaving.value += change));
    };
    count(1);
    try {
      const answer = await giveUp(this.#scope, 'leaveSeat', `leave the seat in ${this.#scope.room}`);
      if (answer) this.#hear(answer);
    } finally {
      count(-1);
    }
  }

  /** Puts me, or with `identity` somebody else, into another seat. They stay heard. */
  async move(index: number, { identity }: { identity?: string } = {}): Promise<void> {
    const attempted = `move to ${namedSeat(index, 'move to', this.#scope.room)}`;
    const body = { target_seat: index, ...(identity && { target_identity: identity }) };
    this.#hear(await this.#scope.call('moveSeat', { attempted, body }));
  }

  /** Exchanges the people of two seats. */
  async swap(a: number, b: number): Promise<void> {
    const [one, other] = [a, b].map((index) => namedSeat(index, 'swap', this.#scope.room));
    const attempted = `swap ${one} with ${other}`;
    this.#hear(await this.#scope.call('swapSeats', { attempted, body: { a, b } }));
  }

  /** Makes whoever sits there get up. */
  kick = (index: number): Promise<void> => this.#at(index, 'kickSeat', 'free');
  /** Closes a seat; whoever sits there gets up. */
  lock = (index: number): Promise<void> => this.#at(index, 'lockSeat', 'lock');
  unlock = (index: number): Promise<void> => this.#at(index, 'unlockSeat', 'unlock');
  /** Silences whoever sits there, until it is taken back. */
  mute = (index: number): Promise<void> => this.#at(index, 'muteSeat', 'mute');
  /** Lets them speak again. Their microphone waits for their own click. */
  unmute = (index: number): Promise<void> => this.#at(index, 'unmuteSeat', 'unmute');

  /**
   * Changes the layout. People in seats that vanish get up.
   *
   * @param layout.seatCount 1–100; as now unless told, like the others.
   */
  async setup(layout: { seatCount?: number; seatMode?: SeatMode; modeId?: string | null }): Promise<void> {
    const attempted = `set up the seats of ${this.#scope.room}`;
    const { mode, mode_id, seats } = this.#wire.value;
    const seat_count = layout.seatCount ?? seats.length;
    const happened = `there can be 1 to ${maxSeats} seats, not ${seat_count}`;
    if (!isSeat(seat_count - 1))
      throw new UTDStreamError('invalid_request', attempted, { field: 'seatCount', happened });
    const body = { seat_count, seat_mode: layout.seatMode ?? mode, mode_id: layout.modeId ?? mode_id };
    this.#hear(await this.#scope.call('setupSeats', { attempted, body }));
  }

  /** Who holds a seat that is not silenced may be heard. */
  audible(identity: string): boolean {
    return this.#wire.value.seats.some((seat) => seat.identity === identity && !seat.muted);
  }

  silenced(identity: string): boolean {
    return this.#wire.value.seats.some((seat) => seat.identity === identity && seat.muted);
  }

  /** Writes down what follows from all that is known. */
  settle(): void {
    const { mode, mode_id, seats } = this.#wire.value;
    const before = this.#grid.value.seats;
    this.#grid.value = {
      mode,
      modeId: mode_id,
      // The same object for an unchanged seat: whoever follows one seat is not disturbed by the others.
      seats: seats.map((wire, index) => {
        const seat = seatOf(wire, wire.identity === null ? undefined : this.#near.person(wire.identity));
        return equal(before[index], seat) ? before[index]! : seat;
      }),
    };
  }

  async #at(index: number, name: Extract<EndpointName, `${string}Seat`>, does: string): Promise<void> {
    const attempted = `${does} ${namedSeat(index, does, this.#scope.room)}`;
    this.#hear(await this.#scope.call(name, { attempted, params: { index } }));
  }

  #hear(answer: At & WireGrid): void {
    this.#scope.apply(gridState(answer));
  }
}
