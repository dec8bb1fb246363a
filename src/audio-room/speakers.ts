import type { Invitation, MyRequest, SpeakerRequest } from '../model/speaker-request.ts';
import type { Request } from '../platform/engine-http/engine-api.ts';
import type { EndpointName } from '../protocol/rest/endpoints.ts';
import type { RoomState } from '../protocol/room-state.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import { giveUp } from '../session/core/given-up.ts';
import type { SessionFeature } from '../session/core/session-feature.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { gridState } from '../session/room-state/room-state-reader.ts';
import { namedSeat } from './seat-from-wire.ts';
import { SpeakerRequests, type SpeakerRequestsDeps } from './speaker-requests.ts';

interface SpeakersDeps extends SpeakerRequestsDeps {
  /** Whether a seat is taken without opening the microphone, unless a call says otherwise. */
  muted(): boolean;
}

/** A seat by its index from 0; the first free one where none is named. */
interface SeatChoice {
  readonly seatIndex?: number | undefined;
}

/** Requests to speak, and invitations to speak: the way to a seat where seats are on request. */
export class Speakers implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: SpeakersDeps;
  readonly #lists: SpeakerRequests;

  constructor(scope: SessionScope, deps: SpeakersDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.#lists = new SpeakerRequests(scope, deps);
    this.requests = this.#lists.requests;
    this.invitations = this.#lists.invitations;
    this.mine = this.#lists.mine;
    this.waiting = this.#lists.waiting;
    this.cleared = this.#lists.cleared;
  }

  /** Requests to speak, the oldest first: all of them for host and admins, else the local participant's own. */
  readonly requests: ReadonlySignal<readonly SpeakerRequest[]>;
  /** Invitations to the local participant. */
  readonly invitations: ReadonlySignal<readonly Invitation[]>;
  /** The local participant's own request while it waits, with its position in the queue from 1. */
  readonly mine: ReadonlySignal<MyRequest | null>;
  /** How many requests wait, those included that the local participant may not see. */
  readonly waiting: ReadonlySignal<number>;
  /** @internal The local participant joined by a speaker's invite link, and takes a seat without a request. */
  readonly cleared: ReadonlySignal<boolean>;

  /**
   * Asks to speak. Resolves when the engine has taken it; what becomes of it is told by `speakerEvent`.
   * Once it is approved I sit, and my microphone opens: on the page that asked, and not after a reload.
   *
   * @param ask.note what to say to it, up to 140 characters
   * @param ask.microphone `false` leaves the microphone closed
   * @throws {UTDStreamError} `feature_disabled` where seats are free, `already_requested`,
   *   `already_seated`, `requests_full`, `rate_limited` …
   * @example
   * ```ts
   * await room.speakers.request({ note: 'About the second point' });
   * ```
   */
  async request({
    note = null,
    microphone = !this.#deps.muted(),
  }: { note?: string | null | undefined; microphone?: boolean | undefined } = {}): Promise<void> {
    const answer = await this.#ask('requestToSpeak', 'ask to speak', { body: { note } });
    this.#lists.asked(answer, microphone);
  }

  /**
   * Takes the request back, in an outage too: from now on its approval opens no microphone. Resolves when the engine has
   * answered; the request to the engine is repeated for up to a minute.
   */
  async cancel(): Promise<void> {
    this.#lists.cancelled();
    await giveUp(this.#scope, 'cancelRequest', `take back the request to speak in ${this.#scope.room}`);
  }

  /**
   * Lets somebody speak who asked to.
   *
   * @param id of one of `requests`
   * @throws {UTDStreamError} `request_gone`, `no_free_seat`, `seat_taken`, `seat_locked`, `forbidden_role` …
   */
  async approve(id: string, { seatIndex }: SeatChoice = {}): Promise<void> {
    const does = 'approve a request';
    const request = { params: { id }, body: this.#on(seatIndex, `${does} for`) };
    this.#scope.apply(gridState(await this.#ask('approveRequest', does, request)));
  }

  /** Says no to a request. */
  async reject(id: string): Promise<void> {
    await this.#ask('rejectRequest', 'reject a request', { params: { id } });
  }

  /**
   * Asks somebody to speak, who has a minute to answer.
   *
   * @throws {UTDStreamError} `not_found`, `already_seated`, `forbidden_role` …
   */
  async invite(identity: string, { seatIndex }: SeatChoice = {}): Promise<void> {
    const does = `invite '${identity}'`;
    const body = { target_identity: identity, ...this.#on(seatIndex, `${does} to`) };
    await this.#ask('inviteToSpeak', `${does} to speak`, { body });
  }

  /**
   * Sits down by an invitation. Resolves and rejects as `seats.take` does.
   *
   * @param id of one of `invitations`
   * @throws {UTDStreamError} `invite_expired`, `no_free_seat`, `seat_taken`, `media_permission` …
   */
  async accept(id: string, { microphone = !this.#deps.muted() } = {}): Promise<void> {
    const grid = await this.#ask('acceptInvitation', 'accept an invitation', { params: { id } });
    this.#scope.apply(gridState(grid));
    if (microphone) await this.#deps.openMicrophone();
  }

  /** Says no to an invitation. */
  async decline(id: string): Promise<void> {
    await this.#ask('declineInvitation', 'decline an invitation', { params: { id } });
  }

  /** @internal */
  handleState(state: RoomState): void {
    this.#lists.handleState(state);
  }

  #ask<N extends EndpointName>(name: N, does: string, request: Omit<Request, 'attempted'> = {}) {
    return this.#scope.call(name, { ...request, attempted: `${does} in ${this.#scope.room}` });
  }

  /** What can be no seat is refused before it is sent. */
  #on(seatIndex: number | undefined, does: string) {
    if (seatIndex === undefined) return {};
    namedSeat(seatIndex, does, this.#scope.room);
    return { seat_index: seatIndex };
  }
}
