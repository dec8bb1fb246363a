import { asUTDError, UTDStreamError } from '../errors/errors.ts';
import type { CallSignal } from '../model/call.ts';
import type { CallFrame } from '../protocol/call/call-frames.ts';
import { isPending } from '../protocol/call/call-status.ts';
import type { CallType } from '../protocol/call/call.ts';
import { times } from '../protocol/constants.ts';
import { Signal } from '../reactive/signal.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import { watch } from '../reactive/watch.ts';
import type { PersonToken } from '../session/connection/person-token.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { elsewhere, isLive, noCall, rings, withNews, type CallState } from './call-state.ts';

interface IncomingCallsDeps {
  readonly person: Pick<PersonToken, 'call'>;
  readonly state: StateSignal<CallState>;
  /** The kind of calls that this device takes. */
  type(): CallType;
  /** Whether the call is being answered here. */
  accepting(): boolean;
  /** Reads the call that rings. Without an answer it is lost, unless this is `patient`. */
  read(id: string, patient?: boolean): Promise<void>;
}

/** A call that begins to ring at this device. */
interface Ring {
  readonly callId: string;
  readonly type: CallType;
  readonly caller: string;
  readonly name: string;
  readonly avatar: string | null;
}

/** Milliseconds between two looks at a call that rings for longer than a call does. */
const lookAgain = 2_000;

/** The calls that a signalling connection brings: they ring here, and stop when another device has answered. */
export class IncomingCalls {
  readonly #scope: SessionScope;
  readonly #deps: IncomingCallsDeps;
  readonly #signal = new Signal.State<CallSignal | undefined>(undefined);
  #stop = () => {};
  /** A call that has begun while another one was on here. The engine lets none ring at a person in a call. */
  #next: Ring | undefined;

  constructor(scope: SessionScope, deps: IncomingCallsDeps) {
    this.#scope = scope;
    this.#deps = deps;
    scope.effect(
      () => isLive(deps.state.get()),
      (live) => live || this.#beginNext(),
    );
  }

  /** The identity of the person who is signed in there; `null` while it is not known. Reads signals. */
  get identity(): string | null {
    return this.#signal.get()?.identity.get() ?? null;
  }

  listenTo(signal: CallSignal | undefined): void {
    this.#stop();
    this.#signal.set(signal);
    this.#stop = () => {};
    this.#next = undefined;
    if (!signal) return;
    const stopListening = signal.onCall((frame) => this.#handle(frame));
    // A frame may have been missed in an outage, or before this device listened.
    const stopWatching = watch(() => {
      const state = signal.state.get();
      if (state === 'connected') queueMicrotask(() => this.#catchUp(signal));
      if (state === 'disconnected') queueMicrotask(() => this.#forgetRing());
    });
    this.#stop = () => {
      stopListening();
      stopWatching();
    };
  }

  #catchUp(signal: CallSignal): void {
    const state = this.#deps.state.value;
    const incoming = signal.incoming.get();
    // The network may be back for one of the two alone, and the ring has an end of its own.
    if (rings(state) && state.id !== null) void this.#deps.read(state.id, true);
    else if (incoming) this.#begin(incoming);
  }

  /** A person who has signed out is called here no more, and the next person is another one. */
  #forgetRing(): void {
    const { state, accepting } = this.#deps;
    this.#next = undefined;
    if (rings(state.value) && !accepting()) state.value = noCall;
  }

  #handle(frame: CallFrame): void {
    if (frame.t === 'call.update') return this.#update(frame.d);
    const { call_id: callId, type, caller, caller_name: name, caller_avatar: avatar } = frame.d;
    this.#begin({ callId, type, caller, name, avatar });
  }

  #beginNext(): void {
    const next = this.#next;
    this.#next = undefined;
    if (next) this.#begin(next);
  }

  #begin(ring: Ring): void {
    const { callId, type, caller, name, avatar } = ring;
    const { state, person } = this.#deps;
    if (type !== this.#deps.type() || state.value.id === callId) return;
    // The end of the call that is on here is not known yet.
    if (isLive(state.value)) return void (this.#next = ring);
    const peer = { identity: caller, name, avatar };
    state.value = { ...noCall, status: 'ringing', id: callId, type, direction: 'incoming', peer };
    const request = { attempted: 'ring', params: { call: callId } };
    person.call('ringCall', request).then(
      (news) => {
        if (state.value.id === callId) this.#update(news);
      },
      (error: unknown) => {
        const over =
          error instanceof UTDStreamError && ['call_ended', 'answered_elsewhere'].includes(error.code);
        if (over) void this.#deps.read(callId);
        else this.#scope.fail(asUTDError(error, 'unknown', request.attempted));
      },
    );
    this.#lookAfter(times.ring, callId);
  }

  /** A frame that was lost must not leave a device ringing. */
  #lookAfter(ms: number, id: string): void {
    this.#scope.clock.after(ms, () => {
      const state = this.#deps.state.value;
      if (state.id !== id || !rings(state)) return;
      void this.#deps.read(id).then(() => this.#lookAfter(lookAgain, id));
    });
  }

  #update({ call_id: id, status, reason }: Extract<CallFrame, { t: 'call.update' }>['d']): void {
    const { state, accepting } = this.#deps;
    const now = state.value;
    if (id === this.#next?.callId && !isPending(status)) this.#next = undefined;
    if (id !== now.id) return;
    // An answer that is under way is decided by the engine's answer to it.
    if (!rings(now) || status !== 'active') state.value = withNews(now, { status, reason });
    else if (!accepting()) state.value = elsewhere(now);
  }
}
