import * as v from 'valibot';

/** The body of every refusal. */
export const Failure = v.object({
  message: v.string(),
  code: v.optional(v.string()),
  /** The field of the input that was not accepted. */
  field: v.optional(v.string()),
  /** Seconds. */
  retry_after: v.optional(v.number()),
  /** The reason of a ban. */
  reason: v.optional(v.string()),
  /** The end of a ban as an ISO time. A permanent ban has none. */
  until: v.optional(v.string()),
  /** The id of the call, where the callee is busy. */
  call_id: v.optional(v.string()),
});
export type Failure = v.InferOutput<typeof Failure>;
