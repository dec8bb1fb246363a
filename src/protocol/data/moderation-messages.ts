import * as v from 'valibot';
import { At, Private } from '../room-state.ts';
import { WireRole } from '../wire-role.ts';

/** Somebody's role was changed, to everybody. */
export const RoleChange = v.object({
  type: v.literal('_role_change'),
  ...Private.entries,
  identity: v.string(),
  role: WireRole,
  previous_role: WireRole,
});

/** To the banned, just before the removal: what for. The end itself is told by `exit` in the metadata. */
export const Banned = v.object({
  type: v.literal('_banned'),
  ...At.entries,
  reason: v.optional(v.nullable(v.string()), null),
  expires_at: v.optional(v.nullable(v.pipe(v.string(), v.isoTimestamp())), null),
  session_id: v.string(),
});
