import * as v from 'valibot';
import { WireCall } from './call.ts';

/** The frames about calls that the engine sends to the devices of a person: name → content. */
export const callFrames = {
  /** A call that begins, to every device of the callee. */
  'call.incoming': v.object({
    ...v.pick(WireCall, ['call_id', 'type', 'caller', 'expires_at', 'metadata']).entries,
    caller_name: v.string(),
    caller_avatar: v.optional(v.nullable(v.string()), null),
  }),
  /** A change of a call, to every device of both parties. */
  'call.update': v.pick(WireCall, ['call_id', 'status', 'reason', 'by_device']),
} as const;

type CallFrameName = keyof typeof callFrames;
export type CallFrame = {
  [N in CallFrameName]: { readonly t: N; readonly d: v.InferOutput<(typeof callFrames)[N]> };
}[CallFrameName];
