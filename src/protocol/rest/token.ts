import * as v from 'valibot';
import { Attributes, Avatar, DisplayName, Identity, RoomName, isCallId, sizes } from '../names.ts';
import { Product } from '../product.ts';
import { Snapshot } from '../room-state.ts';
import { SeatCount, SeatIndex, SeatMode } from '../seat.ts';
import { WireRole } from '../role.ts';

/**
 * The id of a session: at least 128 random bits, as base64url or a UUID. A controller keeps its id over reconnects and
 * reloads.
 */
export const SessionId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22,64}$/, 'A session id has 22–64 letters.'),
);

const shortText = v.pipe(v.string(), v.maxLength(sizes.name));

export const MintRequest = v.object({
  identity: v.optional(Identity),
  session_id: SessionId,
  /** The name of a room; the id of a call renews the token of a party. */
  room_name: v.lazy((name) => (typeof name === 'string' && isCallId(name) ? v.string() : RoomName)),
  name: v.optional(DisplayName),
  avatar: v.optional(Avatar),
  attributes: v.optional(Attributes),
  type: v.optional(Product, 'audio_room'),
  role: v.optional(v.picklist(['host', 'listener', 'audience'])),
  room_owner_id: v.optional(Identity),
  seat_count: v.optional(SeatCount),
  seat_mode: v.optional(SeatMode),
  host_seat: v.optional(SeatIndex),
  mode_id: v.optional(shortText),
  os: v.optional(shortText),
  os_version: v.optional(shortText),
  device_model: v.optional(shortText),
  app_version: v.optional(shortText),
  identity_token: v.optional(v.string()),
  /** The token by which an anonymous participant keeps the identity that the engine has issued. */
  resume: v.optional(v.string()),
  /** The token of an invite link. */
  invite: v.optional(v.string()),
  /** `false` refuses with `signed_in_elsewhere` where the participant is in the room already, in another place. */
  takeover: v.optional(v.boolean(), true),
});
export type MintRequest = v.InferInput<typeof MintRequest>;

const { room_name, ...answer } = {
  token: v.pipe(v.string(), v.minLength(1)),
  url: v.pipe(v.string(), v.url()),
  room_name: v.string(),
  user_token: v.pipe(v.string(), v.minLength(1)),
  ws_url: v.optional(v.string()),
  identity: v.string(),
  name: v.optional(v.string()),
  role: WireRole,
  /** Seconds until the bearer token expires. */
  expires_in: v.pipe(v.number(), v.minValue(1)),
  features: v.optional(v.array(v.string()), []),
  server_time: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  resume: v.optional(v.string()),
  room: Snapshot,
};

/** Older engines send `roomName` instead of `room_name`. */
export const MintAnswer = v.object({
  ...answer,
  room_name: v.optional(room_name),
  roomName: v.optional(room_name),
});
export type MintAnswer = v.InferOutput<typeof MintAnswer>;

export const RefreshAnswer = v.object({
  user_token: v.pipe(v.string(), v.minLength(1)),
  expires_in: v.pipe(v.number(), v.minValue(1)),
});

/** A sign-in without a room, for calls. */
export const SessionRequest = v.object({
  identity: v.optional(Identity),
  name: v.optional(DisplayName),
  image: v.optional(Avatar),
  os: v.optional(shortText),
  identity_token: v.optional(v.string()),
  resume: v.optional(v.string()),
});

export const SessionAnswer = v.object({
  ...RefreshAnswer.entries,
  identity: v.string(),
  name: v.optional(v.string()),
  /** The address of the signalling sockets. */
  ws_url: v.optional(v.pipe(v.string(), v.url())),
  signaling_enabled: v.optional(v.boolean(), false),
  messaging_enabled: v.optional(v.boolean(), false),
  resume: v.optional(v.string()),
});
