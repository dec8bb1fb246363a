import type { IncomingCall } from '../model/signalling.ts';
import type { CallFrame } from '../protocol/call/call-frames.ts';
import { isPending } from '../protocol/call/call-status.ts';
import { times } from '../protocol/constants.ts';
import { displayText } from '../protocol/names.ts';
import { Emitter } from '../reactive/emitter.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import type { EngineFrames } from './frame-reader.ts';
import type { SignalScope } from './signal-scope.ts';

/** The calls that ring at the local person's devices. */
export class IncomingCalls {
  readonly #scope: SignalScope;
  readonly #frames = new Emitter<{ call: CallFrame }>();
  /** The oldest first. */
  readonly #ringing: StateSignal<ReadonlyMap<string, IncomingCall>>;

  constructor(scope: SignalScope) {
    this.#scope = scope;
    this.#ringing = scope.signal<ReadonlyMap<string, IncomingCall>>(new Map());
    this.first = computed(() => [...this.#ringing.get().values()][0] ?? null);
    scope.handle('call.incoming', (d) => {
      this.#ring(d);
      this.#frames.emit('call', { t: 'call.incoming', d });
    });
    scope.handle('call.update', (d) => {
      if (!isPending(d.status)) this.#remove(d.call_id);
      this.#frames.emit('call', { t: 'call.update', d });
    });
  }

  /** The call that has rung for the longest. */
  readonly first: ReadonlySignal<IncomingCall | null>;

  onCall(listener: (frame: CallFrame) => void): () => void {
    return this.#frames.on('call', listener);
  }

  #ring({ call_id, type, caller, caller_name, caller_avatar, expires_at, metadata }: Ring): void {
    if (this.#ringing.value.has(call_id)) return;
    const call: IncomingCall = {
      callId: call_id,
      type,
      caller,
      name: displayText(caller_name) || caller,
      avatar: caller_avatar,
      expires: expires_at === null ? null : new Date(expires_at),
      metadata,
    };
    this.#ringing.value = new Map(this.#ringing.value).set(call_id, call);
    this.#scope.emit('incomingCall', call);
    // The end of a call may be missed in an outage, but its ring has an end of its own.
    const { clock, session } = this.#scope;
    const left = expires_at === null ? times.ring : Date.parse(expires_at) - this.#scope.engineTime();
    clock.after(Math.min(times.ring, Math.max(0, left)), () => this.#remove(call_id), session.signal);
  }

  #remove(callId: string): void {
    const ringing = new Map(this.#ringing.value);
    if (ringing.delete(callId)) this.#ringing.value = ringing;
  }
}

type Ring = EngineFrames['call.incoming'];
