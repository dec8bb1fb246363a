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
  // Postgres stores no text with a NUL.
  jti: v.pipe(v.string(), v.minLength(8), v.excludes('\0')),
  room: v.optional(RoomName),
  name: v.optional(DisplayName),
  avatar: v.optional(Avatar),
  owner_of: v.optional(v.array(v.string()), []),
});
export type IdentityClaims = v.InferOutput<typeof IdentityClaims>;

/** Whom a media token lets in, and where. */
export interface MediaGrant {
  readonly livekitRoom: string;
  readonly identity: string;
  readonly name: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What LiveKit reads in a media token. Every grant is written out, because LiveKit takes what is left
 * out for given: it lets one person listen, in one incarnation of one room. Publishing is granted by
 * the engine, later.
 */
export const mediaClaims = ({ livekitRoom, name, metadata, attributes }: MediaGrant) => ({
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
    hidden: false,
    recorder: false,
    agent: false,
    destinationRoom: '',
  },
});
