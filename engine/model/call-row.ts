import type { CallReason, CallStatus } from '../../src/protocol/call/call-status.ts';
import type { CallType } from '../../src/protocol/call/call.ts';

/** A call in the document of its room. Times are milliseconds since 1970. */
export interface DocCall {
  readonly status: CallStatus;
  readonly caller: string;
  readonly callee: string;
  readonly reason: CallReason | null;
  /** When the callee answered. */
  readonly startedAt: number | null;
  /** When the ring ends, or the longest call; `null` for a call that is over. */
  readonly expires: number | null;
  /** The device that answered. */
  readonly byDevice: string | null;
  /** The app's own data, from the caller. */
  readonly metadata?: unknown;
}

/** A call in the store, by which it is found while it lasts, and read after its room is gone. */
export interface CallRow extends DocCall {
  readonly app: string;
  /** The name of the room too. */
  readonly id: string;
  readonly type: CallType;
}
