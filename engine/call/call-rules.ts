import { isOver } from '../../src/protocol/call/call-status.ts';
import {
  callTransitions,
  transitionOf,
  type CallAct,
  type CallTransition,
} from '../../src/protocol/call/call-transitions.ts';
import { times } from '../../src/protocol/constants.ts';
import { Refusal } from '../core/refusal.ts';
import type { DocCall } from '../model/call-row.ts';

/** A party, time or the engine. */
export type Actor = CallTransition['by'][number];

/** A call that begins to ring. */
export const newCall = (
  { caller, callee, metadata }: Pick<DocCall, 'caller' | 'callee' | 'metadata'>,
  now: number,
): DocCall => ({
  status: 'initiating',
  caller,
  callee,
  reason: null,
  startedAt: null,
  expires: now + times.ring,
  byDevice: null,
  ...(metadata !== undefined && { metadata }),
});

const after = (call: DocCall, { to, reason }: CallTransition): DocCall => ({
  ...call,
  status: to,
  reason,
  expires: isOver(to) ? null : call.expires,
});

/** The call after an act of the engine, or of time; the same where the table has no transition for the act. */
export function changed(call: DocCall, act: CallAct, by: Actor): DocCall {
  const transition = transitionOf(call.status, act, by);
  return transition ? after(call, transition) : call;
}

/** Whether the call is where this act has led to, so that a repeated act is no error. */
const isDone = ({ status }: DocCall, act: CallAct, by: Actor): boolean =>
  callTransitions.some((each) => each.act === act && each.by.includes(by) && each.to === status);

/** The refusal of an act that came too late. */
const tooLate = ({ status, reason }: DocCall, act: CallAct): Refusal =>
  status === 'active'
    ? new Refusal(
        'answered_elsewhere',
        `Could not do '${act}': the call was answered on another device. Stop the ring here.`,
      )
    : new Refusal(
        'call_ended',
        `Could not do '${act}': the call is over (${status}, ${reason}). Start another call.`,
      );

/** The call after an act of a party who may do it in some state; the same where the act was done before. */
export function acted(call: DocCall, act: CallAct, by: Actor): DocCall | Refusal {
  const transition = transitionOf(call.status, act, by);
  if (transition) return after(call, transition);
  return isDone(call, act, by) || (act === 'end' && isOver(call.status)) ? call : tooLate(call, act);
}

/** The call that a device of the callee has accepted: the first device wins. */
export function accepted(call: DocCall, device: string, now: number): DocCall | Refusal {
  const transition = transitionOf(call.status, 'accept', 'callee');
  if (transition)
    return { ...after(call, transition), startedAt: now, expires: now + times.call, byDevice: device };
  return call.status === 'active' && call.byDevice === device ? call : tooLate(call, 'accept');
}
