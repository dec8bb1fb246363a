import * as v from 'valibot';

/** The body of every refusal. `retry_after` is in seconds. */
export const Failure = v.object({
  message: v.string(),
  code: v.optional(v.string()),
  field: v.optional(v.string()),
  retry_after: v.optional(v.number()),
  /** A ban's own: what for, and until when (ISO; absent is for good). */
  reason: v.optional(v.string()),
  until: v.optional(v.string()),
});
export type Failure = v.InferOutput<typeof Failure>;
