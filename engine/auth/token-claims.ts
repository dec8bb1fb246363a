import * as v from 'valibot';
import { Avatar, DisplayName, Identity, RoomName } from '../../src/protocol/names.ts';
import { InviteRole } from '../../src/protocol/moderation/moderation-endpoints.ts';

/** What a signed link says: in this room, whoever opens it is this. */
export const Invite = v.object({
  app: v.string(),
  room: v.string(),
  role: InviteRole,
  /** When it was made, in milliseconds since 1970. */
  made: v.optional(v.number(), 0),
});
export type Invite = v.InferOutput<typeof Invite>;

/** What the customer's backend signs with the server secret. */
export const IdentityClaims = v.object({
  sub: Identity,
  app: v.string(),
  exp: v.number(),
  jti: v.pipe(v.string(), v.minLength(8)),
  room: v.optional(RoomName),
  name: v.optional(DisplayName),
  avatar: v.optional(Avatar),
  owner_of: v.optional(v.array(v.string()), []),
});
export type IdentityClaims = v.InferOutput<typeof IdentityClaims>;
