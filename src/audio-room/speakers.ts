import type { Request } from '../platform/engine-http/engine-api.ts';
import type { EndpointName } from '../protocol/rest/endpoints.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { Invitation, MyRequest, SpeakerRequest } from '../model/speaker-request.ts';
import { giveUp } from '../session/core/given-up.ts';
import { gridState } from '../session/room-state/grid-state.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import type { ShownSpeakers, SpeakerRequests, SpeakerRequestsDeps } from './speaker-requests.ts';
import { namedSeat } from './seat-from-wire.ts';

interface SpeakersDeps extends SpeakerRequestsDeps {
  /** Whether I sit down without a microphone unless told otherwise. */
  muted(): boolean;
}

/** Which seat, from 0; the first free one unless told. */
interface Where {
  readonly seatIndex?: number | undefined;
}

/** Who asks to speak, and who is invited to: how people come to sit where seats are on request. */
export class Speakers {
  readonly #scope: SessionScope;
  readonly #near: SpeakersDeps;
  #lists: SpeakerRequests | undefined;

  constructor(scope: SessionScope, near: SpeakersDeps) {
    this.#scope = scope;
    this.#near = near;
    const shown: ShownSpeakers = {
      requests: scope.eventSignal('speakerRequestsChanged', []),
      invitations: scope.eventSignal('invitationsChanged', []),
      mine: scope.signal<MyRequest | null>(null),
      waiting: scope.signal(0),
      cleared: scope.signal(false),
    };
    this.requests = shown.requests.readonly;
    this.invitations = shown.invitations.readonly;
    this.mine = shown.mine.readonly;
    this.waiting = shown.waiting.readonly;
    this.cleared = shown.cleared.readonly;
    scope.onEntrance(({ SpeakerRequests }) => (this.#lists = new SpeakerRequests(scope, near, shown)));
  }

  /** Who asks to speak: all of them for host and admins, my own for me. Oldest first. */
  readonly requests: ReadonlySignal<readonly SpeakerRequest[]>;
  /** Invitations to me. */
  readonly invitations: ReadonlySignal<readonly Invitation[]>;
  /** My own request while it waits, with my place in the line. */
  readonly mine: ReadonlySignal<MyRequest | null>;
  /** How many people wait to speak, also where I may not see who. */
  readonly waiting: ReadonlySignal<number>;
  /** @internal I came by a speaker's link, and sit down without asking. */
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
    microphone = !this.#near.muted(),
  }: { note?: string | null | undefined; microphone?: boolean | undefined } = {}): Promise<void> {
    const answer = await this.#ask('requestToSpeak', 'ask to speak', { body: { note } });
    this.#lists!.asked(answer, microphone);
  }

  /**
   * Takes my request back, also in an outage: from now on its approval opens no microphone. Resolves when the engine
   * has answered, which is asked for up to a minute.
   */
  async cancel(): Promise<void> {
    this.#lists?.cancelled();
    await giveUp(this.#scope, 'cancelRequest', `take back the request to speak in ${this.#scope.room}`);
  }

  /**
   * Lets somebody speak who asked to.
   *
   * @param id of one of `requests`
   * @throws {UTDStreamError} `request_gone`, `no_free_seat`, `seat_taken`, `seat_locked`, `forbidden_role` …
   */
  async approve(id: string, { seatIndex }: Where = {}): Promise<void> {
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
  async invite(identity: string, { seatIndex }: Where = {}): Promise<void> {
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
  async accept(id: string, { microphone = !this.#near.muted() } = {}): Promise<void> {
    const grid = await this.#ask('acceptInvitation', 'accept an invitation', { params: { id } });
    this.#scope.apply(gridState(grid));
    if (microphone) await this.#near.openMicrophone();
  }

  /** Says no to an invitation. */
  async decline(id: string): Promise<void> {
    await this.#ask('declineInvitation', 'decline an invitation', { params: { id } });
  }

  settle(): void {
    this.#lists?.settle();
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
