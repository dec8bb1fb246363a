import { isIdentity } from '../protocol/identity.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { Refusal, Rule } from '../session/core/allowed.ts';
import { isLive, rings, ringsFrom, type CallState } from './call-state.ts';

export const oneIsOn: Refusal = ['busy', 'a call is on', 'End it first.'];
export const nothingRings: Refusal = ['call_ended', 'no call rings', 'Nothing is left to do.'];
export const nothingToEnd: Refusal = ['call_ended', 'there is no call', 'Nothing is left to do.'];

/**
 * The rules of a call. A call begins, and is answered, before a session is joined.
 *
 * @param me identity of the local participant, where it is known. Reads signals
 */
export const callRules = (
  ring: { readonly state: ReadonlySignal<CallState> },
  me: () => string | undefined,
) => {
  const ringing = () => (rings(ring.state.get()) ? null : nothingRings);
  return {
    startCall(callee: string): Refusal | null {
      const state = ring.state.get();
      if (isLive(state)) return ringsFrom(state, callee) ? null : oneIsOn;
      return isIdentity(callee) && callee !== me() ? null : 'not_found';
    },
    acceptCall: ringing,
    rejectCall: ringing,
    endCall: () => (isLive(ring.state.get()) ? null : nothingToEnd),
  } satisfies Record<string, Rule>;
};

export type CallRules = ReturnType<typeof callRules>;
