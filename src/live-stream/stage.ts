import { asUTDError } from '../errors/errors.ts';
import type { Participant } from '../model/participant.ts';
import type { Invitation, MyRequest, SpeakerRequest } from '../model/speaker-request.ts';
import type { StageMember } from '../model/stage-member.ts';
import type { Request } from '../platform/engine-http/engine-api.ts';
import type { EndpointName } from '../protocol/rest/endpoints.ts';
import type { At, RoomState } from '../protocol/room-state.ts';
import type { WireStage, WireStageMember } from '../protocol/stage/stage.ts';
import { keepUnchanged } from '../reactive/keep-unchanged.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import { giveUp } from '../session/core/given-up.ts';
import { Latest } from '../session/core/latest.ts';
import { namedPerson } from '../session/core/named-person.ts';
import type { SessionFeature } from '../session/core/session-feature.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { stageState } from '../session/room-state/room-state-reader.ts';
import { SpeakerRequests } from '../session/speakers/speaker-requests.ts';
import { toStageMember } from './member-from-wire.ts';
import { StageMedia, type StageMediaDeps, type StageSources, type StageWish } from './stage-media.ts';

interface StageDeps extends StageMediaDeps {
  /** A participant, where the media server shows them. Reads signals. */
  participant(identity: string): Participant | undefined;
  /** The local participant answers the requests of all, and so sees them. Reads signals. */
  answersRequests(): boolean;
}

const empty: WireStage = { live: false, live_started_at: null, queue: [], stage: [] };

/** The stage of a live stream. The host and the guests on it are seen and heard while the stream is live. */
export class Stage implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #wire: StateSignal<WireStage>;
  readonly #media: StageMedia;
  readonly #lists: SpeakerRequests;
  /** Requests to leave the stage or to end the live stream that the engine has not answered. */
  readonly #givingUp: StateSignal<number>;
  /** The sources to open once the stream is live, for a guest who came on stage before. */
  readonly #waiting: StateSignal<StageWish | null>;
  readonly #byIdentity: ReadonlySignal<ReadonlyMap<string, WireStageMember>>;
  readonly #going: Latest;
  #goingLive: Promise<void> | undefined;
  /** The last request to go live; settled when the engine has answered. */
  #started: Promise<unknown> = Promise.resolve();
  /** The wish of the last request for the stage. */
  #asked: StageWish;

  constructor(scope: SessionScope, deps: StageDeps) {
    this.#scope = scope;
    this.#wire = scope.signal(empty);
    this.#givingUp = scope.signal(0);
    this.#waiting = scope.signal<StageWish | null>(null);
    this.#going = new Latest(scope);
    this.#byIdentity = computed(
      () => new Map(this.#wire.get().stage.map((member) => [member.identity, member])),
    );
    let last: readonly StageMember[] = [];
    this.members = scope.derivedSignal('stageUpdate', () => {
      const now = this.#wire
        .get()
        .stage.map((each) =>
          toStageMember(each, deps.participant(each.identity), each.identity === scope.identity.get()),
        );
      return (last = keepUnchanged(last, now, ({ identity }) => identity));
    });
    this.live = scope.derivedSignal('liveChanged', () => this.#wire.get().live);
    const startedAt = computed(() => this.#wire.get().live_started_at);
    this.liveStartedAt = computed(() => {
      const at = startedAt.get();
      return at === null ? null : new Date(at);
    });
    this.#media = new StageMedia(scope, deps);
    this.#asked = this.#media.wish({});
    this.previewing = this.#media.previewing;
    this.#lists = new SpeakerRequests(scope, {
      noun: 'stage',
      answersRequests: () => deps.answersRequests(),
      queueOf: ({ stage }) => stage?.queue,
      nameOf: (identity) => deps.participant(identity)?.name ?? identity,
      seated: () => this.onStage,
      openMedia: () => this.#openWhenLive(this.#asked),
    });
    this.requests = this.#lists.requests;
    this.invitations = this.#lists.invitations;
    this.mine = this.#lists.mine;
    this.waiting = this.#lists.waiting;
    scope.effect(
      () => (this.onStage ? this.live.get() && this.#waiting.get() : 'gone'),
      (due) => {
        if (!due) return;
        this.#waiting.value = null;
        if (due !== 'gone') this.#media.open(due).catch((error: unknown) => this.#fail(error));
      },
    );
    scope.handle('_live_ended', ({ reason }) => scope.emit('liveEnded', { reason }));
  }

  /** The host, while present, and the guests in the order in which they came on stage. */
  readonly members: ReadonlySignal<readonly StageMember[]>;
  /** The stream is live: the host and the guests can be seen and heard. */
  readonly live: ReadonlySignal<boolean>;
  /** The time at which the host went live, by the engine's clock; `null` while the stream is not live. */
  readonly liveStartedAt: ReadonlySignal<Date | null>;
  /** Requests for the stage, the oldest first: all of them for host and admins, else the local participant's own. */
  readonly requests: ReadonlySignal<readonly SpeakerRequest[]>;
  /** Invitations to the local participant. */
  readonly invitations: ReadonlySignal<readonly Invitation[]>;
  /** The local participant's own request while it waits, with its position in the queue from 1. */
  readonly mine: ReadonlySignal<MyRequest | null>;
  /** The number of waiting requests, including requests that the local participant may not see. */
  readonly waiting: ReadonlySignal<number>;
  /** Camera or microphone are open for the local participant alone. */
  readonly previewing: ReadonlySignal<boolean>;

  /**
   * Opens camera and microphone for the local participant alone, or closes them again. The picture is that of
   * `participants.video(identity, 'camera')`; another device can be chosen by `media.use`, and takes its place at once.
   * `goLive`, and coming on stage, publish the open devices as they are. Without one of the two it is an `error` event.
   *
   * @param on Default: `true`. Leaving the session, and becoming an admin, end the preview too
   * @throws {UTDStreamError} `not_joined`, `forbidden_role` for an admin; without either device the error of the
   *   microphone: `media_permission`, `media_device`, `unsupported`
   * @example
   * ```ts
   * await stream.stage.preview();
   * await stream.stage.goLive();
   * ```
   */
  async preview(on = true): Promise<void> {
    await this.#media.preview(on, {});
  }

  /**
   * Goes live. Resolves when others can see and hear the local participant, as far as the person allows: without a camera
   * it is a stream with sound only, which an `error` event tells; without a microphone likewise one without sound. A
   * preview is published as it is. A second call while going live gives the promise of the first. After a reload the
   * stream may still be live: then the call opens camera and microphone again. The host only.
   *
   * @param sources the sources to open; those of a preview where there is one
   * @throws {UTDStreamError} `owner_only`, `not_joined`, `grant_timeout`, `cancelled` where `endLive` came first; without
   *   either device the error of the microphone (`media_permission`, `media_device`), and the stream is not live
   * @example
   * ```ts
   * stream.on('error', ({ message }) => console.warn(message)); // a camera that is refused, say
   * await stream.stage.goLive();
   * ```
   */
  goLive(sources: StageSources = {}): Promise<void> {
    this.#goingLive ??= this.#goLive(sources).finally(() => (this.#goingLive = undefined));
    return this.#goingLive;
  }

  /**
   * Ends the live stream. Camera, microphone and screen close at once, in an outage too. The room and the stage stay.
   * Resolves when the engine has answered; the request is repeated for up to a minute. The host only.
   *
   * @throws {UTDStreamError} `owner_only`, `not_joined`, `network` …
   */
  async endLive(): Promise<void> {
    this.#going.end();
    await this.#giveUp('endLive', 'end the live stream');
  }

  /**
   * Asks to come on stage. Resolves when the engine has taken the request; a `stageEvent` announces the answer. An approval
   * brings the local participant on stage, and opens camera and microphone: on the page that asked, not after a reload.
   *
   * @param sources the sources that an approval opens
   * @throws {UTDStreamError} `already_on_stage`, `already_requested`, `requests_full`, `forbidden_role` for an admin,
   *   `rate_limited` …
   */
  async request(sources: StageSources = {}): Promise<void> {
    const { camera = true, microphone = true } = sources;
    const wish = this.#media.wish(sources);
    const answer = await this.#ask('requestStage', 'ask for the stage');
    this.#asked = wish;
    this.#lists.asked(answer, camera || microphone);
  }

  /**
   * Takes the request back, in an outage too: from now on its approval opens no camera and no microphone. Resolves when the
   * engine has answered; the request to the engine is repeated for up to a minute.
   */
  async cancel(): Promise<void> {
    this.#lists.cancelled();
    const attempted = `take back the request for the stage of ${this.#scope.room}`;
    await giveUp(this.#scope, 'cancelStageRequest', attempted);
  }

  /**
   * Approves a request: the participant comes on stage. Host and admins.
   *
   * @param identity of an entry of `requests`
   * @throws {UTDStreamError} `request_gone`, `forbidden_role` …
   */
  async approve(identity: string): Promise<void> {
    this.#apply(await this.#about(identity, 'approveStageRequest', 'approve the request of'));
  }

  /**
   * Rejects a request. Host and admins.
   *
   * @param identity of an entry of `requests`
   * @throws {UTDStreamError} `request_gone`, `forbidden_role` …
   */
  async reject(identity: string): Promise<void> {
    await this.#about(identity, 'rejectStageRequest', 'reject the request of');
  }

  /**
   * Invites a participant on the stage. The invitation is valid for a minute. The host only.
   *
   * @throws {UTDStreamError} `owner_only`, `not_found`, `already_on_stage`, `forbidden_role` for an admin …
   */
  async invite(identity: string): Promise<void> {
    await this.#about(identity, 'inviteToStage', 'invite');
  }

  /**
   * Takes a guest off the stage: their camera, microphone and screen close at once. Host and admins.
   *
   * @throws {UTDStreamError} `forbidden_role`, `target_protected` …
   */
  async remove(identity: string): Promise<void> {
    this.#apply(await this.#about(identity, 'removeFromStage', 'take off the stage'));
  }

  /**
   * Accepts an invitation, and comes on stage. Resolves when others can see and hear the local participant, as far as the
   * person allows, as `goLive` does. While the stream is not live it resolves at once, and camera and microphone open when
   * the host goes live.
   *
   * @param id of an entry of `invitations`
   * @param sources the sources to open; those of a preview where there is one
   * @throws {UTDStreamError} `invite_expired`, `forbidden_role` for an admin; without either device the error of the
   *   microphone, and the place on stage stays
   */
  async accept(id: string, sources: StageSources = {}): Promise<void> {
    const wish = this.#media.wish(sources);
    this.#apply(await this.#ask('acceptStageInvitation', 'accept an invitation', { params: { id } }));
    await this.#openWhenLive(wish);
  }

  /**
   * Declines an invitation.
   *
   * @param id of an entry of `invitations`
   * @throws {UTDStreamError} `invite_expired` …
   */
  async decline(id: string): Promise<void> {
    await this.#ask('declineStageInvitation', 'decline an invitation', { params: { id } });
  }

  /**
   * Leaves the stage. Camera, microphone and screen close at once, in an outage too. Resolves when the engine has answered;
   * the request is repeated for up to a minute.
   *
   * @throws {UTDStreamError} `target_protected` for the host, who ends the live stream instead
   */
  async leave(): Promise<void> {
    this.#waiting.value = null;
    await this.#giveUp('leaveStage', 'leave the stage');
  }

  /** @internal */
  handleState(state: RoomState): void {
    if (state.stage) this.#wire.offer(state.stage, state);
    this.#lists.handleState(state);
  }

  /** @internal The local participant is on stage. Reads signals. */
  get onStage(): boolean {
    return this.member(this.#scope.identity.get() ?? '') !== undefined;
  }

  /** @internal The stage, or the stream's being live, is being given up. Reads signals. */
  get leaving(): boolean {
    return this.#givingUp.get() > 0;
  }

  /** @internal A participant on stage, as the engine has them. Reads signals. */
  member(identity: string): WireStageMember | undefined {
    return this.#byIdentity.get().get(identity);
  }

  /** @internal The participants on stage, as the engine has them. Reads signals. */
  get onStageByEngine(): readonly WireStageMember[] {
    return this.#wire.get().stage;
  }

  async #goLive(sources: StageSources): Promise<void> {
    const wasLive = this.live.get();
    const wish = this.#media.wish(sources);
    const going = this.#going.begin();
    const started = this.#ask('goLive', 'go live');
    this.#started = started.catch(() => {});
    this.#apply(await going.waitFor(started));
    try {
      await going.waitFor(this.#media.open(wish));
    } catch (error) {
      // Without anything to send there is no stream. A stream from before a reload has guests, and goes on.
      if (!wasLive && !going.ended && this.live.get())
        await this.endLive().catch((failure: unknown) => this.#fail(failure));
      throw error;
    }
  }

  async #openWhenLive(wish: StageWish): Promise<void> {
    if (this.live.get()) return this.#media.open(wish);
    this.#waiting.value = wish;
  }

  async #giveUp(operation: 'endLive' | 'leaveStage', does: string): Promise<void> {
    const { identity, session } = this.#scope;
    const isHost = this.member(identity.get() ?? '')?.role === 'host';
    // The engine refuses a host who leaves the stage, and a guest who ends the live stream: both stay on air.
    const closes = isHost === (operation === 'endLive');
    const count = (change: number) => {
      if (closes && !session.ended) this.#givingUp.value += change;
    };
    count(1);
    try {
      // The end must come behind the beginning.
      await this.#started;
      const answer = await giveUp(this.#scope, operation, `${does} in ${this.#scope.room}`);
      if (answer) this.#apply(answer);
    } finally {
      count(-1);
    }
  }

  #ask<N extends EndpointName>(name: N, does: string, request: Omit<Request, 'attempted'> = {}) {
    return this.#scope.call(name, { ...request, attempted: `${does} in ${this.#scope.room}` });
  }

  async #about<N extends EndpointName>(identity: string, name: N, does: string) {
    const attempted = namedPerson(identity, does, this.#scope.room);
    return this.#scope.call(name, { attempted, params: { identity } });
  }

  #apply(answer: At & WireStage): void {
    this.#scope.apply(stageState(answer));
  }

  #fail(error: unknown): void {
    this.#scope.fail(asUTDError(error, 'unknown', `go on the stage of ${this.#scope.room}`));
  }
}
