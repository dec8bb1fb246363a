import * as v from 'valibot';
import { Avatar, DisplayName, Identity, RoomName } from '../../src/protocol/names.ts';
import { InviteRole } from '../../src/protocol/moderation/moderation-endpoints.ts';

/** The content of an invite link: each person who opens the link has the role in the room. */
export const Invite = v.object({
  app: v.string(),
  room: v.string(),
  role: InviteRole,
  /** The time at which the link was made, in milliseconds since 1970. */
  made: v.optional(v.number(), 0),
});
export type Invite = v.InferOutput<typeof Invite>;

/** The content of an identity token, which the app's backend signs with the server secret. */
export const IdentityClaims = v.object({
  sub: Identity,
  app: v.string(),
  exp: v.number(),
  // Postgres stores no text with a NUL.
  jti: v.pipe(v.string(), v.minLength(8), v.excludes('\0')),
  room: v.optional(RoomName),
  name: v.optional(DisplayName),
  avatar: v.optional(Avatar),
  owner_of: v.optional(v.array(v.string()), []),
});
export type IdentityClaims = v.InferOutput<typeof IdentityClaims>;

/** The participant and the room of a media token. */
export interface MediaGrant {
  readonly livekitRoom: string;
  readonly identity: string;
  readonly name: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The media server shows the participant to no other. */
  readonly hidden: boolean;
}

/**
 * The claims of a media token, which lets one participant listen in one incarnation of a room. Every grant is written
 * out, because LiveKit takes a missing grant for given. The engine permits publishing later.
 */
export const mediaClaims = ({ livekitRoom, name, metadata, attributes, hidden }: MediaGrant) => ({
  name,
  metadata,
  attributes,
  video: {
    room: livekitRoom,
    roomJoin: true,
    roomCreate: false,
    roomList: false,
    roomRecord: false,
    roomAdmin: false,
    ingressAdmin: false,
    canPublish: false,
    canPublishSources: [],
    canPublishData: false,
    canSubscribe: true,
    canSubscribeMetrics: false,
    canUpdateOwnMetadata: false,
    hidden,
    recorder: false,
    agent: false,
    destinationRoom: '',
  },
});
