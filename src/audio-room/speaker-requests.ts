import type { Invitation, MyRequest, SpeakerRequest } from '../model/speaker-request.ts';
import type { Answer } from '../platform/engine-http/engine-api.ts';
import type { InvitationMessage, RequestMessage } from '../protocol/speakers/speaker-messages.ts';
import { mayDo } from '../protocol/policy.ts';
import type { Role } from '../protocol/role.ts';
import type { At, RoomState } from '../protocol/room-state.ts';
import { equal } from '../reactive/equal.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import { isNewer, neverChanged, type StateSignal } from '../reactive/state-signal.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { VersionedList } from '../session/room-state/versioned-list.ts';
import { AutoUnmute, type AutoUnmuteDeps } from './auto-unmute.ts';
import { RefetchMissing } from './refetch-missing.ts';
import {
  requestInMessage,
  invitationEvent,
  invitationEvents,
  toInvitation,
  invitationInMessage,
  requestEvent,
  requestEvents,
  toRequest,
} from './speaker-from-wire.ts';

export interface SpeakerRequestsDeps extends AutoUnmuteDeps {
  /** The role of the local participant. Reads signals. */
  role(): Role;
  /** The name of a participant. */
  nameOf(identity: string): string;
}

/** The queue as every participant may know it: ids of requests, the oldest first. */
interface Queue {
  readonly ids: readonly string[];
  readonly at: At;
}

const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as K[];

/** Requests to speak and invitations, from messages and snapshots, as far as the local participant may see them. */
export class SpeakerRequests {
  readonly #scope: SessionScope;
  readonly #deps: SpeakerRequestsDeps;
  readonly #autoUnmute: AutoUnmute;
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
    this.#autoUnmute = new AutoUnmute(scope, { get: () => this.#queue.get().at }, deps);
    this.waiting = computed(() => this.#queue.get().ids.length);
    this.requests = computed(() => this.#visible(), equal);
    this.mine = computed(() => {
      const mine = this.requests.get().find(({ identity }) => identity === scope.identity.get());
      return mine ? { ...mine, position: this.#positionOf(mine) } : null;
    }, equal);
    // The position in the queue belongs to a request: a Lit host re-renders by events.
    scope.effect(
      () => ({ requests: this.requests.get(), position: this.mine.get()?.position }),
      ({ requests }) => scope.emit('speakerRequestsChanged', requests),
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
      const less = role === 'listener' || previous_role === 'admin';
      if (less && identity === scope.identity.get()) this.#cleared.offer(false, { epoch, rev: version });
    });
    for (const name of keys(requestEvents)) scope.handle(name, (message) => this.#handleRequest(message));
    for (const name of keys(invitationEvents))
      scope.handle(name, (message) => this.#handleInvitation(message));
  }

  readonly requests: ReadonlySignal<readonly SpeakerRequest[]>;
  readonly invitations: ReadonlySignal<readonly Invitation[]>;
  readonly mine: ReadonlySignal<MyRequest | null>;
  /** The number of waiting requests. */
  readonly waiting: ReadonlySignal<number>;
  /** Whether the local participant takes a seat without a request. */
  readonly cleared: ReadonlySignal<boolean>;

  /** The engine has taken a request that was made on this page. */
  asked({ request_id: id, request }: Answer<'requestToSpeak'>, microphone: boolean): void {
    this.#scope.batch(() => {
      if (request) this.#requests.set(id, toRequest(request), request);
      if (microphone) this.#autoUnmute.ask(id);
    });
  }

  /** The local participant takes the request back: its approval opens no microphone any more. */
  cancelled(): void {
    this.#autoUnmute.ask(null);
  }

  /** Whether the local participant sees the requests of all. Reads signals. */
  #seesAll(): boolean {
    return mayDo('answerRequest', this.#deps.role()) === 'yes';
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
    const isMissing = (id: string) => (all || id === this.#autoUnmute.asked) && !this.#requests.has(id);
    return { ids: this.#queue.get().ids.filter(isMissing), all };
  }

  handleState({ epoch, rev, grid, mine }: RoomState): void {
    const at = { epoch, rev };
    if (grid) this.#queue.offer({ ids: grid.queue, at }, at);
    if (!mine) return;
    const { asked } = this.#autoUnmute;
    const wasWaiting = asked !== null && this.#requests.has(asked);
    const from = { ...at, version: mine.version };
    this.#cleared.offer(mine.cleared, { epoch, rev: mine.version });
    this.#requests.replaceAll(mine.requests.map(toRequest), from);
    this.#invitations.replaceAll(mine.invitations.map(toInvitation), from);
    // The answer to the request may have been lost in an outage: a seat means that it was approved.
    if (wasWaiting && !this.#requests.has(asked)) this.#autoUnmute.approve(asked, at);
  }

  #handleRequest(message: RequestMessage): void {
    const { type, request_id: id, identity } = message;
    const added = type === '_speaker_request';
    this.#requests.set(id, added ? requestInMessage(message, this.#deps.nameOf) : null, message);
    if (type === '_speaker_request_approved' && identity === this.#scope.identity.get())
      this.#autoUnmute.approve(id, message);
    this.#scope.emit('speakerEvent', requestEvent(message));
  }

  #handleInvitation(message: InvitationMessage): void {
    const { type, invitation_id: id, target_identity } = message;
    const added = type === '_speaker_invitation';
    if (target_identity === this.#scope.identity.get())
      this.#invitations.set(id, added ? invitationInMessage(message, this.#deps.nameOf) : null, message);
    this.#scope.emit('speakerEvent', invitationEvent(message));
  }
}
