import type { CallPeer, RingStatus } from '../model/call.ts';
import type { CallRole } from '../protocol/call/call-roles.ts';
import { isOver, isPending, type CallReason, type CallStatus } from '../protocol/call/call-status.ts';
import { transitionOf, type CallAct, type CallTransition } from '../protocol/call/call-transitions.ts';
import type { CallType, WireCall } from '../protocol/call/call.ts';

/** The side of the local participant. */
export type Direction = 'outgoing' | 'incoming';

/** The call of this device: the present one, or the last one. */
export interface CallState {
  readonly status: RingStatus;
  /** `null` until the engine has named the call. */
  readonly id: string | null;
  readonly type: CallType | null;
  readonly direction: Direction | null;
  readonly peer: CallPeer | null;
  readonly reason: CallReason | null;
  readonly startedAt: Date | null;
  /** The outcome follows from an act of this device, and the engine has not confirmed it. */
  readonly predicted: boolean;
}

export const noCall: CallState = {
  status: 'idle',
  id: null,
  type: null,
  direction: null,
  peer: null,
  reason: null,
  startedAt: null,
  predicted: false,
};

/** Whether the call has begun and has no outcome. */
export const isLive = ({ status }: CallState): boolean => status !== 'idle' && !isOver(status);

/** Whether the call waits for an answer of the local participant. */
export const rings = ({ status, direction }: CallState): boolean =>
  direction === 'incoming' && status !== 'idle' && isPending(status);

/** Whether the call of this person waits for an answer of the local participant. */
export const ringsFrom = (state: CallState, identity: string): boolean =>
  rings(state) && state.peer?.identity === identity;

const roleOf: Readonly<Record<Direction, CallRole>> = { outgoing: 'caller', incoming: 'callee' };

/** A change of a call, by whatever way it arrived. */
export type CallNews = Pick<WireCall, 'status' | 'reason'> & Partial<Pick<WireCall, 'started_at'>>;

/** The place of a status in the life of a call, which never goes back. */
const stageOf = (status: CallStatus): number =>
  status === 'initiating' ? 0 : isPending(status) ? 1 : status === 'active' ? 2 : 3;

/** The state after news of this call. News that another way has overtaken changes nothing. */
export function withNews(state: CallState, { status, reason, started_at }: CallNews): CallState {
  if (state.status === 'idle') return state;
  const [from, to] = [stageOf(state.status), stageOf(status)];
  const confirms = to === from && (to < 3 || state.predicted);
  if (to < from || (to === from && !confirms)) return state;
  return {
    ...state,
    status,
    // The devices of the callee are told why they stop to ring; a call that goes on has no reason.
    reason: isOver(status) ? reason : null,
    startedAt: started_at ? new Date(started_at) : state.startedAt,
    predicted: false,
  };
}

/** The state after an act, by the table of transitions; the same where the table has no transition for the act. */
export function withAct(state: CallState, act: CallAct, by: CallTransition['by'][number] | 'me'): CallState {
  const { status, direction } = state;
  if (status === 'idle' || !direction) return state;
  const transition = transitionOf(status, act, by === 'me' ? roleOf[direction] : by);
  return transition ? { ...state, status: transition.to, reason: transition.reason, predicted: true } : state;
}

/** The state of a device whose call goes on at another device. */
export const elsewhere = (state: CallState): CallState => ({
  ...state,
  status: 'ended',
  reason: 'answered_elsewhere',
  predicted: false,
});

/** The call as the engine describes it, for the party `me`. */
export function fromWire(call: WireCall, me: string | null): CallState {
  const outgoing = call.caller === me;
  const identity = outgoing ? call.callee : call.caller;
  return withNews(
    {
      ...noCall,
      status: 'initiating',
      id: call.call_id,
      type: call.type,
      direction: outgoing ? 'outgoing' : 'incoming',
      peer: { identity, name: identity, avatar: null },
    },
    call,
  );
}
