import * as v from 'valibot';
import { callRoles } from './call/call-roles.ts';
import type { Product } from './product.ts';

/**
 * The roles of rooms for many, the strongest first. Host and admin are given. The third role follows from a place: a
 * seat, or the stage. All other participants have the last role.
 */
const ofRooms = {
  audio_room: ['host', 'admin', 'speaker', 'listener'],
  live_stream: ['host', 'admin', 'guest', 'audience'],
} as const;

/** The roles of each product. A call has two parties, and no role in a call can be given or lost. */
export const rolesOf = { ...ofRooms, audio_call: callRoles, video_call: callRoles } as const satisfies Record<
  Product,
  readonly string[]
>;

/** The roles of participants without a place. */
export const unplacedRoles: ReadonlySet<Role> = new Set(Object.values(ofRooms).map((each) => each[3]));

export type Role = (typeof rolesOf)[Product][number];

/** The roles of all products. */
export const roles: readonly Role[] = [...new Set(Object.values(rolesOf).flat())];

/** The schema of a role. */
export const WireRole = v.picklist(roles);

/** The roles that the owner of a room can give to a participant. */
export const GivenRole = v.picklist(
  Object.values(ofRooms)
    .flat()
    .filter((role) => role !== 'host'),
);
export type GivenRole = v.InferOutput<typeof GivenRole>;
