import * as v from 'valibot';
import { ChatState, Comments } from './chat.ts';
import { Attributes } from './names.ts';
import { Product } from './product.ts';
import { WireGrid } from './seat.ts';
import { WireInvitation, WireRequest } from './speaker.ts';
import { WireRole } from './wire-role.ts';

/** Where in a room's history something was true: `epoch` counts incarnations, `rev` changes. */
export const At = v.object({
  epoch: v.pipe(v.number(), v.integer()),
  rev: v.pipe(v.number(), v.integer()),
});
export type At = v.InferOutput<typeof At>;

/**
 * What only some may see. `rev` is the room's, which private changes do not move; `version` counts
 * every change, so that the newer of two private answers is known.
 */
export const Private = v.object({
  ...At.entries,
  version: v.optional(v.pipe(v.number(), v.integer()), 0),
});
export type Private = v.InferOutput<typeof Private>;

/** A person as REST lists them. */
export const WirePerson = v.object({
  identity: v.string(),
  name: v.string(),
  avatar: v.optional(v.nullable(v.string()), null),
  role: WireRole,
  attributes: v.optional(Attributes, {}),
});
export type WirePerson = v.InferOutput<typeof WirePerson>;

/** `GET /rooms/:room`, and `room` in the answer of the mint: everything I may see. */
export const Snapshot = v.object({
  ...Private.entries,
  ...WireGrid.entries,
  room: v.string(),
  type: Product,
  owner: v.optional(v.nullable(v.string()), null),
  /** Roles that were given; who is not listed is a speaker with a seat, a listener without. */
  roles: v.optional(v.record(v.string(), WireRole), {}),
  participants: v.optional(v.array(WirePerson), []),
  /** Everybody's for host and admins; my own for me. Oldest first. */
  requests: v.optional(v.array(WireRequest), []),
  /** Those to me. */
  invitations: v.optional(v.array(WireInvitation), []),
  /** I came by a speaker's link: where others ask, I sit down without. */
  cleared: v.optional(v.boolean(), false),
  comments: v.optional(Comments, {}),
  chat: v.optional(ChatState, {}),
  server_time: v.pipe(v.string(), v.isoTimestamp()),
});
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** What LiveKit's room metadata carries for those who join: the state of each noun. */
export const RoomMetadata = v.object({
  ...At.entries,
  _seats: v.optional(WireGrid),
  _chat: v.optional(Comments),
  _owner: v.optional(v.nullable(v.string()), null),
  closed: v.optional(v.boolean(), false),
});
export type RoomMetadata = v.InferOutput<typeof RoomMetadata>;

/**
 * What every way in is reduced to before the parts hear of it. A noun that a way does not carry
 * is absent, and then says nothing.
 */
export interface RoomState extends At {
  readonly grid?: WireGrid;
  readonly comments?: Comments;
  readonly chat?: ChatState;
  /** What only I may see, with the count of changes it is from. */
  readonly mine?: {
    readonly version: number;
    readonly requests: readonly WireRequest[];
    readonly invitations: readonly WireInvitation[];
    readonly cleared: boolean;
  };
  /** The room ends with this. */
  readonly closed?: boolean;
}
