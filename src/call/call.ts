import { UTDStreamError } from '../errors/errors.ts';
import type { CallPeer, CallSignal, RingStatus } from '../model/call.ts';
import type { Participant } from '../model/participant.ts';
import type { CallReason } from '../protocol/call/call-status.ts';
import type { CallAct, CallTransition } from '../protocol/call/call-transitions.ts';
import type { CallType } from '../protocol/call/call.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { MintAnswer } from '../protocol/rest/token.ts';
import type { RoomState } from '../protocol/room-state.ts';
import { equal } from '../reactive/equal.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import { StateSignal } from '../reactive/state-signal.ts';
import type { Connection } from '../session/connection/connection.ts';
import { refusal } from '../session/core/allowed.ts';
import { namedPerson } from '../session/core/named-person.ts';
import type { SessionFeature } from '../session/core/session-feature.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { CallDuration } from './call-duration.ts';
import { CallMedia, type CallMediaDeps } from './call-media.ts';
import { CallRequests, codeOf } from './call-requests.ts';
import { nothingRings, nothingToEnd, oneIsOn } from './call-rules.ts';
import {
  elsewhere,
  fromWire,
  isLive,
  noCall,
  rings,
  ringsFrom,
  withAct,
  withNews,
  type CallState,
  type Direction,
} from './call-state.ts';
import { IncomingCalls } from './incoming-calls.ts';
import { InterruptedCall, type InterruptedCallDeps } from './interrupted-call.ts';

interface CallDeps extends CallMediaDeps, Pick<InterruptedCallDeps, 'person' | 'interrupted' | 'enter'> {
  readonly connection: Pick<Connection, 'finish'>;
  /** The kind of calls that this device makes and takes. */
  type(): CallType;
  /** A participant, where the media server shows them. Reads signals. */
  participant(identity: string): Participant | undefined;
}

/** The acts that an end of the session is. Every other end is a lost connection. */
const actsOf: {
  readonly [code in ErrorCode]?: readonly [act: CallAct, by: CallTransition['by'][number] | 'me'];
} = {
  cancelled: ['end', 'me'],
  banned: ['removed', 'engine'],
  kicked: ['removed', 'engine'],
};

/** A call with one other person. The call of this device stays after its end until the next call. */
export class Call implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: CallDeps;
  readonly #state: StateSignal<CallState>;
  readonly #duration: CallDuration;
  readonly #incoming: IncomingCalls;
  readonly #interrupted: InterruptedCall;
  readonly #requests: CallRequests;
  readonly #media: CallMedia;
  #accepting: Promise<void> | undefined;
  #opened: Promise<void> = Promise.resolve();

  constructor(scope: SessionScope, deps: CallDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.#state = new StateSignal(noCall, () => scope.batch(() => {}));
    const accepting = () => this.#accepting !== undefined;
    this.#requests = new CallRequests(scope, { person: deps.person, state: this.#state, accepting });
    this.#media = new CallMedia(scope, deps);
    this.#duration = new CallDuration(scope);
    const field = <K extends keyof CallState>(key: K) => computed(() => this.#state.get()[key], equal);
    this.state = this.#state.readonly;
    this.status = scope.derivedSignal('callStatusChanged', () => this.#state.get().status);
    this.callId = field('id');
    this.peer = field('peer');
    this.direction = field('direction');
    this.reason = field('reason');
    this.startedAt = field('startedAt');
    this.seconds = this.#duration.seconds;
    this.ringing = computed(() => (rings(this.#state.get()) ? this.#state.get().id : null));
    this.type = computed(() => this.#state.get().type ?? deps.type());
    this.#incoming = new IncomingCalls(scope, {
      person: deps.person,
      state: this.#state,
      type: deps.type,
      accepting,
      read: (id, patient) => this.#requests.read(id, patient),
    });
    this.#interrupted = new InterruptedCall(scope, {
      person: deps.person,
      interrupted: deps.interrupted,
      isFree: () => !isLive(this.#state.value) && scope.session.ended,
      enter: (admission) => {
        // A reload is no click: the devices wait for the person.
        this.#media.ask(null);
        return deps.enter(admission);
      },
    });
    scope.effect(
      () => this.status.get() === 'active',
      (active) => (active ? this.#answered() : this.#duration.stop()),
    );
    scope.effect(
      () => !isLive(this.#state.get()),
      (over) => over && deps.connection.finish(),
    );
    scope.effect(
      () => deps.participant(this.#state.get().peer?.identity ?? ''),
      (seen) => {
        const { peer } = this.#state.value;
        if (!seen || seen.identity !== peer?.identity) return;
        const { identity, name, avatar } = seen;
        this.#state.value = { ...this.#state.value, peer: { identity, name, avatar } };
      },
    );
  }

  /** @internal All of it at once. */
  readonly state: ReadonlySignal<CallState>;
  /** @internal The id of the call that waits for an answer of the local participant. */
  readonly ringing: ReadonlySignal<string | null>;
  /** `idle` before the first call. */
  readonly status: ReadonlySignal<RingStatus>;
  /** `null` before the engine has named the call. */
  readonly callId: ReadonlySignal<string | null>;
  readonly peer: ReadonlySignal<CallPeer | null>;
  /** `outgoing`: the local participant calls. */
  readonly direction: ReadonlySignal<Direction | null>;
  /** The reason of the end. */
  readonly reason: ReadonlySignal<CallReason | null>;
  /** When the callee answered, by the engine's clock. */
  readonly startedAt: ReadonlySignal<Date | null>;
  /** The seconds since the callee answered; `null` before. The number stays after the end. */
  readonly seconds: ReadonlySignal<number | null>;
  /** The kind of the call: the own kind, unless two people have called each other at once in two kinds. */
  readonly type: ReadonlySignal<CallType>;

  /**
   * Calls a person, and opens the microphone, and the camera in a video call; both are sent once the call is answered.
   * Resolves when the engine rings at the callee's devices; `callStatusChanged` tells the rest. Where the callee has
   * called meanwhile, be it that their call rings here, this answers their call, which is of their kind; a camera that was
   * not asked for stays closed.
   *
   * @param options.metadata the app's own data for the callee: JSON of at most 8 KiB and 8 levels
   * @throws {UTDStreamError} `busy` where either party is in another call, `not_found`, `invalid_request`,
   *   `rate_limited`, `banned`, `cancelled` where `end` came first …
   * @example
   * ```ts
   * await call.ring.start({ calleeIdentity: 'ben' });
   * call.watch(() => console.log(call.ring.status.get())); // initiating, ringing, active …
   * ```
   */
  async start({ calleeIdentity, metadata }: { calleeIdentity: string; metadata?: unknown }): Promise<void> {
    const attempted = namedPerson(calleeIdentity, 'call');
    if (ringsFrom(this.#state.value, calleeIdentity)) return this.accept();
    this.#refuseSecond(attempted);
    const type = this.#deps.type();
    const peer = { identity: calleeIdentity, name: calleeIdentity, avatar: null };
    this.#state.value = { ...noCall, status: 'initiating', type, direction: 'outgoing', peer };
    this.#media.ask(type);
    const body = { callee_identity: calleeIdentity, type, ...(metadata !== undefined && { metadata }) };
    const entered = this.#deps.enter({
      attempted,
      ask: (tab) => this.#requests.begin('startCall', { attempted, body }, tab),
    });
    const { session } = this.#scope;
    this.#media.preview(type);
    try {
      await entered;
    } catch (error) {
      const state = this.#state.value;
      // The state is of the next call already.
      const replaced = session !== this.#scope.session;
      if (replaced || (state.id === null && !isLive(state)))
        throw new UTDStreamError('cancelled', attempted, { happened: 'you ended the call' });
      // The call was made, and is over before this device was connected.
      if (state.id !== null && codeOf(error) === 'call_ended') return;
      if (state.id !== null) throw error;
      const busy: CallState = { ...state, status: 'busy', reason: 'busy' };
      this.#state.value = codeOf(error) === 'busy' ? busy : noCall;
      throw error;
    }
  }

  /**
   * Answers a call, and opens the microphone, and the camera in a video call. Resolves when they are published. The call
   * stays where they cannot be opened. A second call while answering gives the promise of the first.
   *
   * @param callId default: the call that rings
   * @throws {UTDStreamError} `call_ended`, `answered_elsewhere`, `busy` while another call is on, `not_found`; without
   *   any of the devices the error of the microphone
   */
  accept(callId?: string): Promise<void> {
    this.#accepting ??= this.#accept(callId).finally(() => (this.#accepting = undefined));
    return this.#accepting;
  }

  /**
   * Declines a call. The ring stops at once. Resolves when the engine has answered; the request is repeated for up to a
   * minute.
   *
   * @param callId default: the call that rings
   * @throws {UTDStreamError} `call_ended` where no call rings, `answered_elsewhere` …
   */
  async reject(callId?: string): Promise<void> {
    const before = this.#state.value;
    const id = callId ?? (rings(before) ? before.id : null);
    if (id === null) throw refusal(nothingRings(before), 'decline a call');
    if (id === before.id && rings(before)) this.#state.value = withAct(before, 'reject', 'me');
    // An answer under way may have reached the engine: an end holds before and after it.
    await this.#requests.tell(this.#accepting ? 'endCall' : 'rejectCall', id, 'decline the call');
  }

  /**
   * Ends the call, or the wait for an answer; declines a call that rings. Devices and connection close at once, in an
   * outage too. Resolves when the engine has answered; the request is repeated for up to a minute.
   *
   * @throws {UTDStreamError} `call_ended` where there is no call, `answered_elsewhere` where another device has it
   */
  async end(): Promise<void> {
    const before = this.#state.value;
    if (!isLive(before)) throw refusal(nothingToEnd(before), 'end a call');
    if (rings(before)) return this.reject();
    this.#state.value = withAct(before, 'end', 'me');
    if (before.id === null) return this.#requests.beginning;
    await this.#requests.tell('endCall', before.id, 'end the call');
  }

  /**
   * Comes back to the call that a reload of the page has interrupted, and tries for up to a minute, as long as the engine
   * waits for this device. The devices wait for the person. Does nothing without such a call, and may be called again
   * after a failure.
   *
   * @throws {UTDStreamError} `network`, `connect_failed` …
   */
  async resume(): Promise<void> {
    if (!isLive(this.#state.value)) await this.#interrupted.resume();
  }

  /** @internal The Lit host has left the page: no call rings here, and none comes back. */
  hostGone(): void {
    this.listenTo(undefined);
    this.#interrupted.stop();
  }

  /** @internal Identity of the person who is signed in at the signalling plane. Reads signals. */
  get signedInAs(): string | null {
    return this.#incoming.identity;
  }

  /** @internal Takes the calls that a signalling connection brings, and no others. */
  listenTo(signal: CallSignal | undefined): void {
    this.#incoming.listenTo(signal);
  }

  /** @internal */
  sessionStarts(): void {
    this.#scope.session.onEnd((reason) => this.#sessionEnds(reason));
  }

  /** @internal */
  admitted({ room }: MintAnswer): void {
    this.#duration.admitted(room);
  }

  /** @internal */
  handleState({ call }: RoomState): void {
    if (!call) return;
    const state = this.#state.value;
    if (call.call_id === state.id) {
      this.#state.value = withNews(state, call);
      return;
    }
    const fresh = fromWire(call, this.#scope.identity.get());
    const known = state.peer?.identity === fresh.peer?.identity;
    this.#media.keepFor(call.type);
    this.#state.value = known ? { ...fresh, peer: state.peer } : fresh;
  }

  async #accept(callId: string | undefined): Promise<void> {
    const before = this.#state.value;
    const id = callId ?? (isLive(before) && before.direction === 'incoming' ? before.id : null);
    if (id === null) throw refusal(nothingRings(before), 'answer a call');
    const attempted = 'answer the call';
    if (before.id === id && before.status === 'active') return this.#opened;
    if (before.id !== id) this.#refuseSecond(attempted);
    // The kind of the call is the limit.
    this.#media.ask('video_call');
    try {
      await this.#deps.enter({
        attempted,
        room: id,
        ask: (tab) => this.#requests.begin('acceptCall', { attempted, params: { call: id } }, tab),
      });
    } catch (error) {
      const code = codeOf(error);
      const state = this.#state.value;
      if (state.id === id && rings(state)) {
        if (code === 'answered_elsewhere') this.#state.value = elsewhere(state);
        if (code === 'call_ended' || code === 'not_found') await this.#requests.read(id);
      }
      throw error;
    }
    await this.#opened;
  }

  /** @throws {UTDStreamError} `busy` while a call is on */
  #refuseSecond(attempted: string): void {
    // A session without a call comes back to one, or answers one by its id alone.
    if (isLive(this.#state.value) || !this.#scope.session.ended) throw refusal(oneIsOn, attempted);
  }

  #answered(): void {
    this.#duration.start();
    this.#opened = this.#media.send(this.type.get());
    // An answer rejects with the failure.
    if (this.#accepting) this.#opened.catch(() => {});
    else this.#media.orFail(this.#opened);
  }

  /** The session ends before the call has its outcome: by the person, by the engine, or by a failure. */
  #sessionEnds(reason: Error): void {
    const state = this.#state.value;
    const code = codeOf(reason) ?? 'unknown';
    // An answer that failed leaves the call ringing. The start of a call rejects with its refusal.
    if (!isLive(state) || rings(state) || (state.id === null && code !== 'cancelled')) return;
    if (code === 'signed_in_elsewhere') this.#state.value = elsewhere(state);
    else if (code === 'call_ended') void this.#requests.read(state.id!);
    else this.#state.value = withAct(state, ...(actsOf[code] ?? (['lost', 'engine'] as const)));
    // The engine notices the absence by itself, later.
    if (!actsOf[code] && state.id) this.#requests.tellOnce(state.id).catch(() => {});
  }
}
