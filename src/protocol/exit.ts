import * as v from 'valibot';
import { WireRole } from './role.ts';

/** The reasons for which the engine ends a session. */
export const exitReasons = [
  'banned',
  'kicked',
  'signed_in_elsewhere',
  'reconnect_failed',
  'room_closed',
] as const;
export type ExitReason = (typeof exitReasons)[number];

/**
 * The announcement of a removal. The engine writes the metadata and waits before it removes a participant, because
 * data packets are lost at a removal.
 */
export const Exit = v.object({
  code: v.picklist(['kicked', 'banned', 'signed_in_elsewhere']),
  /** The session that ends. Another session of the participant ignores the announcement. */
  session_id: v.string(),
  /** The end of a ban. */
  until: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});
export type Exit = v.InferOutput<typeof Exit>;

/** LiveKit's participant metadata, which only the engine writes. */
export const ParticipantMetadata = v.object({
  role: v.optional(WireRole),
  /** A moderator muted the participant, who has no seat. The seat grid contains the mute of a participant on a seat. */
  silenced: v.optional(v.boolean()),
  /** Only an explicit `false` disables video effects. */
  videoEffects: v.optional(v.boolean()),
  user: v.optional(v.record(v.string(), v.unknown())),
  exit: v.optional(Exit),
});
export type ParticipantMetadata = v.InferOutput<typeof ParticipantMetadata>;
