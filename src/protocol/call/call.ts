import * as v from 'valibot';
import { callReasons, callStatuses } from './call-status.ts';

/** The kinds of calls. In an audio call nobody sends a picture. */
export const callTypes = ['audio_call', 'video_call'] as const;
export const CallType = v.picklist(callTypes);
export type CallType = v.InferOutput<typeof CallType>;

export const isCallType = (type: string): type is CallType => callTypes.some((each) => each === type);

const stamp = v.pipe(v.string(), v.isoTimestamp());

/** A call as both parties see it: in answers, pushes and the room's metadata. */
export const WireCall = v.object({
  call_id: v.string(),
  type: CallType,
  status: v.picklist(callStatuses),
  /** Identities. */
  caller: v.string(),
  callee: v.string(),
  reason: v.optional(v.nullable(v.picklist(callReasons)), null),
  /** When the callee answered. */
  started_at: v.optional(v.nullable(stamp), null),
  /** When the ring ends, or the longest call. A call that is over has none. */
  expires_at: v.optional(v.nullable(stamp), null),
  /** The device that answered. */
  by_device: v.optional(v.nullable(v.string()), null),
  /** The app's own data, from the caller. */
  metadata: v.optional(v.unknown()),
});
export type WireCall = v.InferOutput<typeof WireCall>;
