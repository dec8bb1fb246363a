import { UTDStreamError } from '../errors/errors.ts';
import type { Participant } from '../model/participant.ts';
import type { Seat, SeatGrid } from '../model/seat.ts';
import { maxSeats } from '../protocol/constants.ts';
import type { EndpointName } from '../protocol/rest/endpoints.ts';
import type { At, RoomState } from '../protocol/room-state.ts';
import type { SeatMode, WireGrid } from '../protocol/seat.ts';
import { keepUnchanged } from '../reactive/keep-unchanged.ts';
import { memoized } from '../reactive/memoized.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import { giveUp } from '../session/core/given-up.ts';
import type { SessionFeature } from '../session/core/session-feature.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { gridState } from '../session/room-state/room-state-reader.ts';
import { isSeat, namedSeat, toSeat } from './seat-from-wire.ts';

export interface SeatsDeps {
  /** A participant, where the media server shows them. Reads signals. */
  participant(identity: string): Participant | undefined;
  /**
   * Takes note of the wish to be heard. The result opens the microphone, once the engine has permitted it, unless the
   * person has switched the microphone off meanwhile.
   */
  wishMedia(): () => Promise<void>;
  /** Whether a seat is taken without opening the microphone, unless a call says otherwise. */
  muted(): boolean;
}

const noSeats: WireGrid = { mode: 'free', mode_id: null, queue: [], seats: [] };

/** The seats of an audio room. A participant on a seat may speak. */
export class Seats implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: SeatsDeps;
  readonly #wire: StateSignal<WireGrid>;
  /** Requests to leave the seat that the engine has not answered. */
  readonly #leaving: StateSignal<number>;
  /** Identity of each participant on a seat → whether a moderator muted them. */
  readonly #silencedOf: ReadonlySignal<ReadonlyMap<string, boolean>>;

  constructor(scope: SessionScope, deps: SeatsDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.#wire = scope.signal(noSeats);
    this.#leaving = scope.signal(0);
    let last: readonly Seat[] = [];
    this.grid = scope.derivedSignal('seatUpdate', () => {
      const { mode, mode_id, seats } = this.#wire.get();
      const now = seats.map((wire) =>
        toSeat(wire, wire.identity === null ? undefined : deps.participant(wire.identity)),
      );
      return { mode, modeId: mode_id, seats: (last = keepUnchanged(last, now, ({ index }) => index)) };
    });
    this.#silencedOf = computed(
      () =>
        new Map(
          this.#wire
            .get()
            .seats.flatMap(({ identity, muted }) => (identity === null ? [] : [[identity, muted]])),
        ),
    );
  }

  /** All seats, and whether they are free or on request. */
  readonly grid: ReadonlySignal<SeatGrid>;
  /** The seat of the local participant. */
  readonly mine: ReadonlySignal<Seat | null> = computed(() => {
    const me = this.#scope.identity.get();
    return (me && this.grid.get().seats.find((seat) => seat.identity === me)) || null;
  });

  /** One seat; `undefined` where the room has no seat of this index. The signal changes only when this seat does. */
  readonly at = memoized((index: number): ReadonlySignal<Seat | undefined> =>
    computed(() => this.grid.get().seats[index]),
  );

  /**
   * Takes a seat, from another seat too. Resolves when the microphone is published, or at once with
   * `microphone: false`. If the microphone cannot be opened, the seat stays.
   *
   * @param index from 0
   * @throws {UTDStreamError} `seat_taken`, `seat_locked`, `request_required`, `forbidden_role`,
   *   `not_joined`, `grant_timeout`, `media_permission`, `media_device` …
   * @example
   * ```ts
   * await room.seats.take(0);
   * ```
   */
  async take(index: number, { microphone = !this.#deps.muted() } = {}): Promise<void> {
    const openMedia = this.#deps.wishMedia();
    await this.#at(index, 'takeSeat', 'take');
    if (microphone) await openMedia();
  }

  /**
   * Leaves the seat. The microphone closes at once, in an outage too. Resolves when the engine has answered; the
   * request is repeated for up to a minute.
   */
  async leave(): Promise<void> {
    const { session } = this.#scope;
    const count = (change: number) => {
      if (!session.ended) this.#leaving.value += change;
    };
    count(1);
    try {
      const answer = await giveUp(this.#scope, 'leaveSeat', `leave the seat in ${this.#scope.room}`);
      if (answer) this.#apply(answer);
    } finally {
      count(-1);
    }
  }

  /** Moves the local participant, or the participant `identity`, to another seat. The microphone stays published. */
  async move(index: number, { identity }: { identity?: string } = {}): Promise<void> {
    const attempted = `move to ${namedSeat(index, 'move to', this.#scope.room)}`;
    const body = { target_seat: index, ...(identity && { target_identity: identity }) };
    this.#apply(await this.#scope.call('moveSeat', { attempted, body }));
  }

  /** Exchanges the participants of two seats. */
  async swap(a: number, b: number): Promise<void> {
    const [first, second] = [a, b].map((index) => namedSeat(index, 'swap', this.#scope.room));
    const attempted = `swap ${first} with ${second}`;
    this.#apply(await this.#scope.call('swapSeats', { attempted, body: { a, b } }));
  }

  /** Frees a seat: its participant becomes a listener. */
  kick = (index: number): Promise<void> => this.#at(index, 'kickSeat', 'free');
  /** Closes a seat; its participant becomes a listener. */
  lock = (index: number): Promise<void> => this.#at(index, 'lockSeat', 'lock');
  unlock = (index: number): Promise<void> => this.#at(index, 'unlockSeat', 'unlock');
  /** Mutes the participant on a seat, until `unmute`. */
  mute = (index: number): Promise<void> => this.#at(index, 'muteSeat', 'mute');
  /** Ends the mute. The participant's microphone waits for their own click. */
  unmute = (index: number): Promise<void> => this.#at(index, 'unmuteSeat', 'unmute');

  /**
   * Changes the layout. Participants on seats that vanish become listeners.
   *
   * @param layout.seatCount 1–100. Each field that is left out stays as it is.
   */
  async setup(layout: { seatCount?: number; seatMode?: SeatMode; modeId?: string | null }): Promise<void> {
    const attempted = `set up the seats of ${this.#scope.room}`;
    const { mode, mode_id, seats } = this.#wire.value;
    const seat_count = layout.seatCount ?? seats.length;
    const happened = `there can be 1 to ${maxSeats} seats, not ${seat_count}`;
    if (!isSeat(seat_count - 1))
      throw new UTDStreamError('invalid_request', attempted, { field: 'seatCount', happened });
    const body = { seat_count, seat_mode: layout.seatMode ?? mode, mode_id: layout.modeId ?? mode_id };
    this.#apply(await this.#scope.call('setupSeats', { attempted, body }));
  }

  /** @internal */
  handleState(state: RoomState): void {
    if (state.grid) this.#wire.offer(state.grid, state);
  }

  /** @internal The seat is being left, and the engine has not answered yet. Reads signals. */
  get leaving(): boolean {
    return this.#leaving.get() > 0;
  }

  /** @internal A participant on a seat may be heard, unless a moderator muted them. Reads signals. */
  audible(identity: string): boolean {
    return this.#silencedOf.get().get(identity) === false;
  }

  /** @internal Reads signals. */
  silenced(identity: string): boolean {
    return this.#silencedOf.get().get(identity) === true;
  }

  async #at(index: number, name: Extract<EndpointName, `${string}Seat`>, does: string): Promise<void> {
    const attempted = `${does} ${namedSeat(index, does, this.#scope.room)}`;
    this.#apply(await this.#scope.call(name, { attempted, params: { index } }));
  }

  #apply(answer: At & WireGrid): void {
    this.#scope.apply(gridState(answer));
  }
}
