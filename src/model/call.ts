import type { CallFrame } from '../protocol/call/call-frames.ts';
import type { CallStatus } from '../protocol/call/call-status.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { IncomingCall, SignalState } from './signalling.ts';

/** The state of a call at this device; `idle` before the first call. A call that is over stays until the next call. */
export type RingStatus = CallStatus | 'idle';

/** The other party of a call. */
export interface CallPeer {
  readonly identity: string;
  /** Never empty: the identity, until the name is known. */
  readonly name: string;
  readonly avatar: string | null;
}

/** The signalling connection, as far as calls use it. */
export interface CallSignal {
  /** `connected` again after an outage: frames may have been missed. */
  readonly state: ReadonlySignal<SignalState>;
  /** The person who is signed in; `null` before the engine has named the person. */
  readonly identity: ReadonlySignal<string | null>;
  /** The call that rings; the first of several. */
  readonly incoming: ReadonlySignal<IncomingCall | null>;
  /**
   * Listens to the calls of the local participant.
   *
   * @returns removes the listener
   */
  onCall(listener: (frame: CallFrame) => void): () => void;
}
