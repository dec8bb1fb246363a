import * as v from 'valibot';
import { At, Private } from '../room-state.ts';
import { WireRole } from '../role.ts';

/** A participant's role was changed, to all participants. */
export const RoleChange = v.object({
  type: v.literal('_role_change'),
  ...Private.entries,
  identity: v.string(),
  role: WireRole,
  previous_role: WireRole,
});

/**
 * The reason of a ban, to the banned participant, just before the removal. The `exit` in the participant's metadata
 * announces the removal itself.
 */
export const Banned = v.object({
  type: v.literal('_banned'),
  ...At.entries,
  reason: v.optional(v.nullable(v.string()), null),
  expires_at: v.optional(v.nullable(v.pipe(v.string(), v.isoTimestamp())), null),
  session_id: v.string(),
});
