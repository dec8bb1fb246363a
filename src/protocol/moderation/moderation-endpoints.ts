import * as v from 'valibot';
import { Identity, RoomName, sizes, text } from '../names.ts';
import { GivenRole, WireRole } from '../role.ts';

const participant = '/rooms/:room/participants/:identity' as const;
/** The longest duration of a ban, in seconds: ten years. A request without a duration makes a permanent ban. */
const longestBan = 10 * 366 * 24 * 3600;
/** A ban without a room counts for the whole app, and takes the server secret. */
const target = { identity: Identity, room_name: v.optional(RoomName) };

export const WireBan = v.object({
  identity: v.string(),
  room_name: v.optional(v.nullable(v.string()), null),
  reason: v.optional(v.nullable(v.string()), null),
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** The end of the ban. A permanent ban has none. */
  until: v.optional(v.nullable(v.pipe(v.string(), v.isoTimestamp())), null),
});
export type WireBan = v.InferOutput<typeof WireBan>;

/** The roles that an invite link can give. */
export const InviteRole = v.picklist(['host', 'admin', 'speaker']);
export type InviteRole = v.InferOutput<typeof InviteRole>;

export const moderationEndpoints = {
  kick: { method: 'DELETE', path: participant, operation: 'kick' },
  /** `audio` and `video` choose the sources; without either it is the sound. */
  forceMute: {
    method: 'PUT',
    path: `${participant}/mute`,
    operation: 'forceMute',
    body: v.object({
      audio: v.optional(v.boolean()),
      video: v.optional(v.boolean()),
      muted: v.boolean(),
    }),
  },
  changeRole: {
    method: 'PUT',
    path: `${participant}/role`,
    operation: 'changeRole',
    body: v.object({ role: GivenRole }),
    answer: v.object({ identity: v.string(), role: WireRole, previous_role: WireRole }),
  },
  ban: {
    method: 'POST',
    path: '/rooms/ban',
    operation: 'ban',
    body: v.object({
      ...target,
      reason: v.optional(v.nullable(text(sizes.note, 'A reason')), null),
      duration: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(longestBan))),
    }),
    answer: WireBan,
  },
  unban: { method: 'DELETE', path: '/rooms/ban', operation: 'unban', body: v.object(target) },
  /** Query: `room_name`, `page` (from 1), `per_page` (≤ 100, default 50). The newest first. */
  listBans: {
    method: 'GET',
    path: '/rooms/bans',
    operation: 'readBans',
    answer: v.object({
      bans: v.array(WireBan),
      page: v.number(),
      per_page: v.number(),
      total: v.number(),
    }),
  },
  /** Makes the token of an invite link. A participant who joins by the link has the role. */
  invite: {
    method: 'POST',
    path: '/rooms/:room/invite',
    operation: 'invite',
    body: v.object({ role: InviteRole }),
    answer: v.object({ invite: v.string(), expires_at: v.pipe(v.string(), v.isoTimestamp()) }),
  },
} as const;
