import { partyActs, type CallRole, type PartyAct } from './call-roles.ts';
import type { CallReason, CallStatus } from './call-status.ts';

/** The states in which the devices of the callee ring. */
const pending = ['initiating', 'ringing'] as const;
const active = ['active'] as const;

/**
 * The acts that change a call: those of the parties, and three of the engine. A party is `lost` whose connection is gone
 * for longer than a comeback is waited for. The engine has `removed` a party who was banned, or whose client published
 * without a permission.
 */
export type CallAct = PartyAct | 'lost' | 'removed' | 'time';

export interface CallTransition {
  readonly from: readonly CallStatus[];
  readonly act: CallAct;
  readonly by: readonly (CallRole | 'time' | 'engine')[];
  readonly to: CallStatus;
  /** A state without a reason says all. */
  readonly reason: CallReason | null;
}

/** Every change of a call. The engine rules by this table, and the SDK explains by this table. */
export const callTransitions: readonly CallTransition[] = [
  { from: ['initiating'], act: 'ringing', by: partyActs.ringing, to: 'ringing', reason: null },
  { from: pending, act: 'accept', by: partyActs.accept, to: 'active', reason: 'answered_elsewhere' },
  { from: pending, act: 'reject', by: partyActs.reject, to: 'rejected', reason: 'rejected' },
  { from: pending, act: 'busy', by: partyActs.busy, to: 'busy', reason: 'busy' },
  { from: pending, act: 'end', by: ['caller'], to: 'cancelled', reason: 'hung_up' },
  { from: pending, act: 'end', by: ['callee'], to: 'rejected', reason: 'rejected' },
  { from: pending, act: 'lost', by: ['engine'], to: 'cancelled', reason: 'connection_lost' },
  { from: pending, act: 'removed', by: ['engine'], to: 'cancelled', reason: 'removed' },
  { from: pending, act: 'time', by: ['time'], to: 'missed', reason: 'no_answer' },
  { from: active, act: 'end', by: partyActs.end, to: 'ended', reason: 'hung_up' },
  { from: active, act: 'lost', by: ['engine'], to: 'ended', reason: 'connection_lost' },
  { from: active, act: 'removed', by: ['engine'], to: 'ended', reason: 'removed' },
  { from: active, act: 'time', by: ['time'], to: 'ended', reason: 'time_limit' },
];

/** The transition of an act; `undefined` where the table has none, and the act is refused or changes nothing. */
export const transitionOf = (
  status: CallStatus,
  act: CallAct,
  by: CallTransition['by'][number],
): CallTransition | undefined =>
  callTransitions.find((each) => each.act === act && each.from.includes(status) && each.by.includes(by));
