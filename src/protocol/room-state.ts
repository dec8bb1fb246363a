import * as v from 'valibot';
import { Attributes } from './names.ts';
import { Product } from './product.ts';
import { WireGrid } from './seat.ts';
import { WireRole } from './wire-role.ts';

/** Where in a room's history something was true: `epoch` counts incarnations, `rev` changes. */
export const At = v.object({
  epoch: v.pipe(v.number(), v.integer()),
  rev: v.pipe(v.number(), v.integer()),
});
export type At = v.InferOutput<typeof At>;

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
  ...At.entries,
  ...WireGrid.entries,
  room: v.string(),
  type: Product,
  owner: v.optional(v.nullable(v.string()), null),
  /** Roles that were given; who is not listed is a speaker with a seat, a listener without. */
  roles: v.optional(v.record(v.string(), WireRole), {}),
  participants: v.optional(v.array(WirePerson), []),
  server_time: v.pipe(v.string(), v.isoTimestamp()),
});
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** What LiveKit's room metadata carries for those who join: the state of each noun. */
export const RoomMetadata = v.object({
  ...At.entries,
  _seats: v.optional(WireGrid),
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
  /** The room ends with this. */
  readonly closed?: boolean;
}
