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
import type { SeatsDeps } from './seats.ts';
import { SpeakerRequests, type SpeakerRequestsDeps } from '../session/speakers/speaker-requests.ts';

interface SpeakersDeps extends Omit<SpeakerRequestsDeps, 'openMedia'>, Pick<SeatsDeps, 'wishMedia'> {
  /** Whether a seat is taken without opening the microphone, unless a call says otherwise. */
  muted(): boolean;
}

/** A seat by its index from 0. Without an index the first free seat is chosen. */
interface SeatChoice {
  readonly seatIndex?: number | undefined;
}

/** Requests to speak, and invitations to speak: the way to a seat where seats are on request. */
export class Speakers implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: SpeakersDeps;
  readonly #lists: SpeakerRequests;
  /** Opens the microphone by the wish of the last request. */
  #openMedia: () => Promise<void> = async () => {};

  constructor(scope: SessionScope, deps: SpeakersDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.#lists = new SpeakerRequests(scope, { ...deps, openMedia: () => this.#openMedia() });
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
  /** The number of waiting requests, including requests that the local participant may not see. */
  readonly waiting: ReadonlySignal<number>;
  /** @internal The local participant joined by a speaker's invite link, and takes a seat without a request. */
  readonly cleared: ReadonlySignal<boolean>;

  /**
   * Asks to speak. Resolves when the engine has taken the request; a `speakerEvent` announces the answer. An approval
   * gives the local participant a seat, and opens the microphone: on the page that asked, not after a reload.
   *
   * @param ask.note a text to the host and admins, up to 140 characters
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
    const openMedia = this.#deps.wishMedia();
    const answer = await this.#ask('requestToSpeak', 'ask to speak', { body: { note } });
    this.#openMedia = openMedia;
    this.#lists.asked(answer, microphone);
  }

  /**
   * Takes the request back, in an outage too: from now on its approval opens no microphone. Resolves when the engine
   * has answered; the request to the engine is repeated for up to a minute.
   */
  async cancel(): Promise<void> {
    this.#lists.cancelled();
    await giveUp(this.#scope, 'cancelRequest', `take back the request to speak in ${this.#scope.room}`);
  }

  /**
   * Approves a request to speak: the asking participant gets a seat.
   *
   * @param id of an entry of `requests`
   * @throws {UTDStreamError} `request_gone`, `no_free_seat`, `seat_taken`, `seat_locked`, `forbidden_role` …
   */
  async approve(id: string, { seatIndex }: SeatChoice = {}): Promise<void> {
    const does = 'approve a request';
    const request = { params: { id }, body: this.#on(seatIndex, `${does} for`) };
    this.#scope.apply(gridState(await this.#ask('approveRequest', does, request)));
  }

  /**
   * Rejects a request to speak.
   *
   * @param id of an entry of `requests`
   * @throws {UTDStreamError} `request_gone`, `forbidden_role` …
   */
  async reject(id: string): Promise<void> {
    await this.#ask('rejectRequest', 'reject a request', { params: { id } });
  }

  /**
   * Invites a participant to speak. The invitation is valid for a minute.
   *
   * @throws {UTDStreamError} `not_found`, `already_seated`, `forbidden_role` …
   */
  async invite(identity: string, { seatIndex }: SeatChoice = {}): Promise<void> {
    const does = `invite '${identity}'`;
    const body = { target_identity: identity, ...this.#on(seatIndex, `${does} to`) };
    await this.#ask('inviteToSpeak', `${does} to speak`, { body });
  }

  /**
   * Accepts an invitation, and takes its seat. Resolves as `seats.take` does.
   *
   * @param id of an entry of `invitations`
   * @throws {UTDStreamError} `invite_expired`, `no_free_seat`, `seat_taken`, `media_permission` …
   */
  async accept(id: string, { microphone = !this.#deps.muted() } = {}): Promise<void> {
    const openMedia = this.#deps.wishMedia();
    const grid = await this.#ask('acceptInvitation', 'accept an invitation', { params: { id } });
    this.#scope.apply(gridState(grid));
    if (microphone) await openMedia();
  }

  /**
   * Declines an invitation.
   *
   * @param id of an entry of `invitations`
   * @throws {UTDStreamError} `invite_expired` …
   */
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

  /** The seat as a field of a body. An index that no seat can have is refused. */
  #on(seatIndex: number | undefined, does: string) {
    if (seatIndex === undefined) return {};
    namedSeat(seatIndex, does, this.#scope.room);
    return { seat_index: seatIndex };
  }
}
