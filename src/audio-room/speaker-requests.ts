import type { InvitationMessage, RequestMessage } from '../protocol/data/speaker-messages.ts';
import type { Answer } from '../platform/engine-http/engine-api.ts';
import { mayDo } from '../protocol/policy.ts';
import type { Role } from '../protocol/role.ts';
import type { At, RoomState } from '../protocol/room-state.ts';
import { neverChanged, isNewer, type StateSignal } from '../reactive/state-signal.ts';
import type { Invitation, MyRequest, SpeakerRequest } from '../model/speaker-request.ts';
import { AutoUnmute, type AutoUnmuteDeps } from './auto-unmute.ts';
import { VersionedList } from '../session/room-state/versioned-list.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { RefetchMissing } from './refetch-missing.ts';
import {
  askedBy,
  invitationEvent,
  invitationEvents,
  invitationOf,
  invitedBy,
  requestEvent,
  requestEvents,
  requestOf,
} from './speaker-from-wire.ts';

/** What the lists need of the session around them. */
export interface SpeakerRequestsDeps extends AutoUnmuteDeps {
  /** My identity, once I have joined. */
  me(): string | undefined;
  role(): Role;
  /** What somebody is called. */
  named(identity: string): string;
}

/** What is shown of them. */
export interface ShownSpeakers {
  readonly requests: StateSignal<readonly SpeakerRequest[]>;
  readonly invitations: StateSignal<readonly Invitation[]>;
  readonly mine: StateSignal<MyRequest | null>;
  /** How many wait. */
  readonly waiting: StateSignal<number>;
  /** I sit down without asking. */
  readonly cleared: StateSignal<boolean>;
}

/** Who waits to speak, as everybody may know it: ids of requests, oldest first. */
interface Line {
  readonly ids: readonly string[];
  readonly at: At;
}

const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as K[];

/** Requests to speak and invitations, by messages and snapshots, as far as I may see them. */
export class SpeakerRequests {
  readonly #scope: SessionScope;
  readonly #world: SpeakerRequestsDeps;
  readonly #shown: ShownSpeakers;
  readonly #approval: AutoUnmute;
  readonly #asking: VersionedList<SpeakerRequest>;
  readonly #inviting: VersionedList<Invitation>;
  readonly #unnamed: RefetchMissing;
  readonly #line: StateSignal<Line>;

  constructor(scope: SessionScope, world: SpeakerRequestsDeps, shown: ShownSpeakers) {
    this.#scope = scope;
    this.#world = world;
    this.#shown = shown;
    this.#approval = new AutoUnmute(scope, world);
    this.#asking = new VersionedList(scope);
    this.#inviting = new VersionedList(scope);
    this.#unnamed = new RefetchMissing(scope);
    this.#line = scope.signal<Line>({ ids: [], at: neverChanged });
    scope.onState((state) => this.#hear(state));
    // Who is made less than they were asks again, as the engine rules it.
    scope.handle('_role_change', ({ identity, role, previous_role, epoch, version }) => {
      const less = role === 'listener' || previous_role === 'admin';
      if (less && identity === world.me()) shown.cleared.offer(false, { epoch, rev: version });
    });
    for (const name of keys(requestEvents)) scope.handle(name, (message) => this.#request(message));
    for (const name of keys(invitationEvents)) scope.handle(name, (message) => this.#invitation(message));
  }

  /** The engine has taken a request that was made here. */
  asked({ request_id: id, request }: Answer<'requestToSpeak'>, microphone: boolean): void {
    if (request) this.#asking.one(id, requestOf(request), request);
    if (microphone) this.#approval.ask(id);
    // The approval may be here before this answer.
    this.settle();
  }

  /** I do not want to speak any more, whatever the engine has heard of it. */
  cancelled(): void {
    this.#approval.ask(null);
  }

  /** Writes down what follows from all that is known. */
  settle(): void {
    const { ids, at } = this.#line.value;
    const { requests, invitations, mine, waiting } = this.#shown;
    const me = this.#world.me();
    const all = mayDo('answerRequest', this.#world.role()) === 'yes';
    const before = requests.value;
    const place = mine.value?.position;
    waiting.value = ids.length;
    // The line is everybody's, and comes by itself: who left it does not wait, whatever else is late.
    const seen = this.#asking.those(
      ({ id, identity }, since) => (all || identity === me) && (ids.includes(id) || isNewer(since, at)),
    );
    const placeOf = ({ id }: SpeakerRequest) => ids.indexOf(id) + 1 || ids.length + 1;
    requests.value = [...seen].sort((a, b) => placeOf(a) - placeOf(b));
    const my = requests.value.find(({ identity }) => identity === me);
    mine.value = my ? { ...my, position: placeOf(my) } : null;
    // My place in the line is part of what I asked: a host re-renders by events.
    if (mine.value?.position !== place && requests.value === before)
      this.#scope.emit('speakerRequestsChanged', before);
    // Who sits is invited no more.
    invitations.value = this.#inviting.those(() => !this.#world.seated());
    const unnamed = (id: string) => (all || id === this.#approval.asked) && !this.#asking.has(id);
    this.#unnamed.settle(ids.filter(unnamed), all);
    this.#approval.settle(at);
  }

  #hear({ epoch, rev, grid, mine }: RoomState): void {
    const at = { epoch, rev };
    if (grid) this.#line.offer({ ids: grid.queue, at }, at);
    if (!mine) return;
    const { asked } = this.#approval;
    const waited = asked !== null && this.#asking.has(asked);
    const from = { ...at, version: mine.version };
    this.#shown.cleared.offer(mine.cleared, { epoch, rev: mine.version });
    this.#asking.whole(mine.requests.map(requestOf), from);
    this.#inviting.whole(mine.invitations.map(invitationOf), from);
    // What became of it was told while nothing could be heard: if I sit, it was approved.
    if (waited && !this.#asking.has(asked)) this.#approval.give(asked, at);
  }

  #request(message: RequestMessage): void {
    const { type, request_id: id, identity } = message;
    const came = type === '_speaker_request';
    this.#asking.one(id, came ? askedBy(message, this.#world.named) : null, message);
    if (type === '_speaker_request_approved' && identity === this.#world.me())
      this.#approval.give(id, message);
    this.#scope.emit('speakerEvent', requestEvent(message));
  }

  #invitation(message: InvitationMessage): void {
    const { type, invitation_id: id, target_identity } = message;
    const came = type === '_speaker_invitation';
    if (target_identity === this.#world.me())
      this.#inviting.one(id, came ? invitedBy(message, this.#world.named) : null, message);
    this.#scope.emit('speakerEvent', invitationEvent(message));
  }
}
