import * as v from 'valibot';
import { WireRole } from './wire-role.ts';

/** Why the engine ended a session. */
export const exitReasons = [
  'banned',
  'kicked',
  'signed_in_elsewhere',
  'reconnect_failed',
  'room_closed',
] as const;
export type ExitReason = (typeof exitReasons)[number];

/** Written into a person's metadata and awaited before each removal, because data packets are lost there. */
export const Exit = v.object({
  code: v.picklist(['kicked', 'banned', 'signed_in_elsewhere']),
  /** Which session it speaks of; another one ignores it. */
  session_id: v.string(),
  until: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});
export type Exit = v.InferOutput<typeof Exit>;

/** LiveKit's participant metadata, written by the engine only. */
export const ParticipantMetadata = v.object({
  role: v.optional(WireRole),
  /** Muted by a moderator, and without a seat on which the grid would say so. */
  silenced: v.optional(v.boolean()),
  /** Only an explicit `false` disables video effects. */
  videoEffects: v.optional(v.boolean()),
  user: v.optional(v.record(v.string(), v.unknown())),
  exit: v.optional(Exit),
});
export type ParticipantMetadata = v.InferOutput<typeof ParticipantMetadata>;
