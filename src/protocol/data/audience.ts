import * as v from 'valibot';
import { At } from '../room-state.ts';

/** The most participants that one `_audience` message names as joined, and as left. */
export const mostNamed = 10;

/**
 * The number of participants, and the news since the last message: who came and who went. The number is state, and the
 * message with the highest `seq` has it. The message does not advance `rev`.
 */
export const Audience = v.object({
  type: v.literal('_audience'),
  ...At.entries,
  seq: v.pipe(v.number(), v.integer()),
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
  joined: v.optional(
    v.array(
      v.object({
        identity: v.string(),
        name: v.string(),
        avatar: v.optional(v.nullable(v.string()), null),
      }),
    ),
    [],
  ),
  left: v.optional(v.array(v.string()), []),
  /** More participants came or went than the message names. */
  more: v.optional(v.boolean(), false),
});
export type Audience = v.InferOutput<typeof Audience>;
