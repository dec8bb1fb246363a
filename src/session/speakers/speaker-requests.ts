import type { Invitation, MyRequest, SpeakerRequest } from '../../model/speaker-request.ts';
import type { Answer } from '../../platform/engine-http/engine-api.ts';
import {
  invitationMessages,
  requestMessages,
  type InvitationMessage,
  type RequestMessage,
} from '../../protocol/speakers/speaker-messages.ts';
import { unplacedRoles } from '../../protocol/role.ts';
import type { At, RoomState } from '../../protocol/room-state.ts';
import { equal } from '../../reactive/equal.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import { isNewer, neverChanged, type StateSignal } from '../../reactive/state-signal.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { VersionedList } from '../room-state/versioned-list.ts';
import { MediaOnApproval, type MediaOnApprovalDeps } from './media-on-approval.ts';
import { RefetchMissing } from './refetch-missing.ts';
import {
  invitationEvent,
  invitationInMessage,
  messagesOf,
  requestEvent,
  requestInMessage,
  stepOf,
  toInvitation,
  toRequest,
  type SpeakerNoun,
} from './speaker-from-wire.ts';

export interface SpeakerRequestsDeps extends MediaOnApprovalDeps {
  readonly noun: SpeakerNoun;
  /** The local participant answers the requests of all, and so sees them. Reads signals. */
  answersRequests(): boolean;
  /** The ids of the waiting requests in a state of the room; `undefined` where the state has no part of that. */
  queueOf(state: RoomState): readonly string[] | undefined;
  /** The name of a participant. */
  nameOf(identity: string): string;
}

/** The queue as every participant may know it: ids of requests, the oldest first. */
interface Queue {
  readonly ids: readonly string[];
  readonly at: At;
}

/** The events of requests, and of the steps of requests and invitations. */
const events = {
  speaker: { changed: 'speakerRequestsChanged', step: 'speakerEvent' },
  stage: { changed: 'stageRequestsChanged', step: 'stageEvent' },
} as const;

/** Requests and invitations, from messages and snapshots, as far as the local participant may see them. */
export class SpeakerRequests {
  readonly #scope: SessionScope;
  readonly #deps: SpeakerRequestsDeps;
  readonly #media: MediaOnApproval;
  readonly #requests: VersionedList<SpeakerRequest>;
  readonly #invitations: VersionedList<Invitation>;
  readonly #queue: StateSignal<Queue>;
  readonly #cleared: StateSignal<boolean>;

  constructor(scope: SessionScope, deps: SpeakerRequestsDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.#requests = new VersionedList(scope);
    this.#invitations = new VersionedList(scope);
    this.#queue = scope.signal<Queue>({ ids: [], at: neverChanged });
    this.#cleared = scope.signal(false);
    this.cleared = this.#cleared.readonly;
    this.#media = new MediaOnApproval(scope, { get: () => this.#queue.get().at }, deps);
    this.waiting = computed(() => this.#queue.get().ids.length);
    this.requests = computed(() => this.#visible(), equal);
    this.mine = computed(() => {
      const mine = this.requests.get().find(({ identity }) => identity === scope.identity.get());
      return mine ? { ...mine, position: this.#positionOf(mine) } : null;
    }, equal);
    // The position in the queue belongs to a request: a Lit host re-renders by events.
    scope.effect(
      () => ({ requests: this.requests.get(), position: this.mine.get()?.position }),
      ({ requests }) => scope.emit(events[deps.noun].changed, requests),
    );
    // An invitation ends with a seat.
    this.invitations = scope.derivedSignal('invitationsChanged', () => {
      const seated = deps.seated();
      return this.#invitations.filter(() => !seated);
    });
    const refetch = new RefetchMissing(scope);
    scope.effect(
      () => this.#missing(),
      (missing) => refetch.update(missing),
    );
    // A participant whose role becomes less has to ask again, as the engine rules it.
    scope.handle('_role_change', ({ identity, role, previous_role, epoch, version }) => {
      const less = unplacedRoles.has(role) || previous_role === 'admin';
      if (less && identity === scope.identity.get()) this.#cleared.offer(false, { epoch, rev: version });
    });
    for (const name of messagesOf(requestMessages, deps.noun))
      scope.handle(name, (message) => this.#handleRequest(message));
    for (const name of messagesOf(invitationMessages, deps.noun))
      scope.handle(name, (message) => this.#handleInvitation(message));
  }

  readonly requests: ReadonlySignal<readonly SpeakerRequest[]>;
  readonly invitations: ReadonlySignal<readonly Invitation[]>;
  readonly mine: ReadonlySignal<MyRequest | null>;
  /** The number of waiting requests. */
  readonly waiting: ReadonlySignal<number>;
  /** Whether the local participant takes a seat without a request. */
  readonly cleared: ReadonlySignal<boolean>;

  /**
   * The engine has taken a request that was made on this page.
   *
   * @param opens the approval opens microphone or camera
   */
  asked({ request_id: id, request }: Answer<'requestToSpeak' | 'requestStage'>, opens: boolean): void {
    this.#scope.batch(() => {
      if (request) this.#requests.set(id, toRequest(request), request);
      if (opens) this.#media.ask(id);
    });
  }

  /** The local participant takes the request back: its approval opens no device any more. */
  cancelled(): void {
    this.#media.ask(null);
  }

  /** Whether the local participant sees the requests of all. Reads signals. */
  #seesAll(): boolean {
    return this.#deps.answersRequests();
  }

  /** The queue is public and arrives apart from the requests. A request that is not in the queue waits no more. */
  #visible(): readonly SpeakerRequest[] {
    const { ids, at } = this.#queue.get();
    const all = this.#seesAll();
    const me = this.#scope.identity.get();
    const visible = this.#requests.filter(
      ({ id, identity }, since) => (all || identity === me) && (ids.includes(id) || isNewer(since, at)),
    );
    return [...visible].sort((a, b) => this.#positionOf(a) - this.#positionOf(b));
  }

  /** From 1. A request that is newer than the known queue is the last. */
  #positionOf({ id }: SpeakerRequest): number {
    const { ids } = this.#queue.get();
    return ids.indexOf(id) + 1 || ids.length + 1;
  }

  #missing(): { ids: readonly string[]; all: boolean } {
    const all = this.#seesAll();
    const isMissing = (id: string) => (all || id === this.#media.asked) && !this.#requests.has(id);
    return { ids: this.#queue.get().ids.filter(isMissing), all };
  }

  handleState(state: RoomState): void {
    const { epoch, rev, mine } = state;
    const at = { epoch, rev };
    const ids = this.#deps.queueOf(state);
    if (ids) this.#queue.offer({ ids, at }, at);
    if (!mine) return;
    const { asked } = this.#media;
    const wasWaiting = asked !== null && this.#requests.has(asked);
    const from = { ...at, version: mine.version };
    this.#cleared.offer(mine.cleared, { epoch, rev: mine.version });
    this.#requests.replaceAll(mine.requests.map(toRequest), from);
    this.#invitations.replaceAll(mine.invitations.map(toInvitation), from);
    // The answer to the request may have been lost in an outage: a seat means that it was approved.
    if (wasWaiting && !this.#requests.has(asked)) this.#media.approve(asked, at);
  }

  #handleRequest(message: RequestMessage): void {
    const { request_id: id, identity } = message;
    const step = stepOf(message);
    this.#requests.set(
      id,
      step === 'requested' ? requestInMessage(message, this.#deps.nameOf) : null,
      message,
    );
    if (step === 'approved' && identity === this.#scope.identity.get()) this.#media.approve(id, message);
    this.#scope.emit(events[this.#deps.noun].step, requestEvent(message));
  }

  #handleInvitation(message: InvitationMessage): void {
    const { invitation_id: id, target_identity } = message;
    const added = stepOf(message) === 'invited';
    if (target_identity === this.#scope.identity.get())
      this.#invitations.set(id, added ? invitationInMessage(message, this.#deps.nameOf) : null, message);
    this.#scope.emit(events[this.#deps.noun].step, invitationEvent(message));
  }
}
