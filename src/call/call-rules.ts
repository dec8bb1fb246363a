import { isIdentity } from '../protocol/identity.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { Refusal, Rule } from '../session/core/allowed.ts';
import { isLive, rings, ringsFrom, type CallState } from './call-state.ts';

export const oneIsOn: Refusal = ['busy', 'a call is on', 'End it first.'];

const noCall =
  (happened: string) =>
  ({ reason }: CallState): Refusal =>
    reason === 'answered_elsewhere' ? reason : ['call_ended', happened, 'Nothing is left to do.'];

/** The refusal where no call rings. A call that another device has answered says so. */
export const nothingRings = noCall('no call rings');
export const nothingToEnd = noCall('there is no call');

/**
 * The rules of a call. A call begins, and is answered, before a session is joined.
 *
 * @param me identity of the local participant, where it is known. Reads signals
 */
export const callRules = (
  ring: { readonly state: ReadonlySignal<CallState> },
  me: () => string | undefined,
) => {
  const ringing = () => {
    const state = ring.state.get();
    return rings(state) ? null : nothingRings(state);
  };
  return {
    startCall(callee: string): Refusal | null {
      const state = ring.state.get();
      if (isLive(state)) return ringsFrom(state, callee) ? null : oneIsOn;
      return isIdentity(callee) && callee !== me() ? null : 'not_found';
    },
    acceptCall: ringing,
    rejectCall: ringing,
    endCall() {
      const state = ring.state.get();
      return isLive(state) ? null : nothingToEnd(state);
    },
  } satisfies Record<string, Rule>;
};

export type CallRules = ReturnType<typeof callRules>;
