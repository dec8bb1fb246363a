import * as v from 'valibot';
import { WireCall } from './call/call.ts';
import { ChatState, Comments } from './chat/chat.ts';
import { Attributes } from './names.ts';
import { Product } from './product.ts';
import { WireGrid } from './seat.ts';
import { WireInvitation, WireRequest } from './speakers/speaker-request.ts';
import { WireRole } from './role.ts';
import { WireStage } from './stage/stage.ts';

/** The version of a room's state. `epoch` counts the incarnations of the room, `rev` the changes of one incarnation. */
export const At = v.object({
  epoch: v.pipe(v.number(), v.integer()),
  rev: v.pipe(v.number(), v.integer()),
});
export type At = v.InferOutput<typeof At>;

/**
 * The version of private state, such as requests to speak. `rev` does not count private changes; `version` counts all
 * changes, so that the newer of two private answers is known.
 */
export const Private = v.object({
  ...At.entries,
  version: v.optional(v.pipe(v.number(), v.integer()), 0),
});
export type Private = v.InferOutput<typeof Private>;

/** A person in the answers of REST. */
export const WirePerson = v.object({
  identity: v.string(),
  name: v.string(),
  avatar: v.optional(v.nullable(v.string()), null),
  role: WireRole,
  attributes: v.optional(Attributes, {}),
});
export type WirePerson = v.InferOutput<typeof WirePerson>;

/** The state of a room that the asking participant may see: `GET /rooms/:room`, and `room` in the mint's answer. */
export const Snapshot = v.object({
  ...Private.entries,
  /** The grid of an audio room. */
  ...WireGrid.entries,
  seats: v.optional(WireGrid.entries.seats),
  /** The stage of a live stream. */
  ...WireStage.entries,
  stage: v.optional(WireStage.entries.stage),
  /** The call of a room that was made for one. */
  call: v.optional(WireCall),
  room: v.string(),
  type: Product,
  owner: v.optional(v.nullable(v.string()), null),
  /** Identity → assigned role. The roles of all others follow from seat or stage. */
  roles: v.optional(v.record(v.string(), WireRole), {}),
  /** The participant, and those whom the room's state names. All others are read in pages. */
  participants: v.optional(v.array(WirePerson), []),
  /** The number of all participants. */
  participant_count: v.optional(v.pipe(v.number(), v.integer())),
  /** The requests for a seat or the stage, the oldest first: all for host and admins, else the participant's own. */
  requests: v.optional(v.array(WireRequest), []),
  /** The invitations to the participant. */
  invitations: v.optional(v.array(WireInvitation), []),
  /** The participant joined by a speaker's invite link, and takes a seat, or comes on stage, without approval. */
  cleared: v.optional(v.boolean(), false),
  comments: v.optional(Comments, {}),
  chat: v.optional(ChatState, {}),
  server_time: v.pipe(v.string(), v.isoTimestamp()),
});
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** The room's state in LiveKit's room metadata, for joining participants. */
export const RoomMetadata = v.object({
  ...At.entries,
  _seats: v.optional(WireGrid),
  _stage: v.optional(WireStage),
  _call: v.optional(WireCall),
  _chat: v.optional(Comments),
  _owner: v.optional(v.nullable(v.string()), null),
  closed: v.optional(v.boolean(), false),
});
export type RoomMetadata = v.InferOutput<typeof RoomMetadata>;

/**
 * The common form of state from an answer, a push, room metadata or a snapshot. An absent field means no change of that
 * part of the state.
 */
export interface RoomState extends At {
  readonly grid?: WireGrid;
  readonly stage?: WireStage;
  readonly call?: WireCall;
  /** The number of participants. */
  readonly count?: number;
  readonly comments?: Comments;
  readonly chat?: ChatState;
  /** The private state of the local participant, with its version. */
  readonly mine?: {
    readonly version: number;
    readonly requests: readonly WireRequest[];
    readonly invitations: readonly WireInvitation[];
    readonly cleared: boolean;
  };
  /** The room is closed. */
  readonly closed?: boolean;
}
