import * as v from 'valibot';
import { maxSeats } from './constants.ts';
import { Attributes } from './names.ts';
import { WireRole } from './role.ts';

export const SeatIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxSeats - 1));
export const SeatCount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxSeats));
export const SeatMode = v.picklist(['free', 'request']);
export type SeatMode = v.InferOutput<typeof SeatMode>;

const flag = v.pipe(
  v.union([v.boolean(), v.picklist([0, 1])]),
  v.transform((value) => value === true || value === 1),
);

/** REST spells `seat_index` and `occupant_identity`, pushes spell `index` and `identity`. The schema reads both. */
const folded: Record<string, string> = { seat_index: 'index', occupant_identity: 'identity' };

const fold = (seat: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(seat).map(([key, value]) => [folded[key] ?? key, value]));

/** A seat, with the name and picture of its participant. Flags are booleans, or 0 and 1. */
export const WireSeat = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform(fold),
  v.object({
    index: SeatIndex,
    identity: v.nullable(v.string()),
    locked: v.optional(flag, false),
    /** A moderator muted the participant on the seat. */
    muted: v.optional(flag, false),
    /** The role for which the seat is reserved. */
    reserved_for: v.optional(v.nullable(WireRole), null),
    /** The participant on the seat is not connected just now. */
    away: v.optional(flag, false),
    name: v.optional(v.nullable(v.string()), null),
    avatar: v.optional(v.nullable(v.string()), null),
    role: v.optional(v.nullable(WireRole), null),
    attributes: v.optional(Attributes, {}),
  }),
);
export type WireSeat = v.InferOutput<typeof WireSeat>;

/** The seat grid in pushes, room metadata, answers and snapshots. */
export const WireGrid = v.object({
  mode: v.optional(SeatMode, 'free'),
  mode_id: v.optional(v.nullable(v.string()), null),
  /** The ids of the waiting requests, the oldest first. An asking participant finds their own position by the id. */
  queue: v.optional(v.array(v.string()), []),
  seats: v.pipe(v.array(WireSeat), v.maxLength(maxSeats)),
});
export type WireGrid = v.InferOutput<typeof WireGrid>;

/** A seat in the spelling of REST. Each field is named: an object of spread fields costs the engine four times the memory. */
export const toRestSeat = (seat: WireSeat) => ({
  seat_index: seat.index,
  occupant_identity: seat.identity,
  locked: Number(seat.locked),
  muted: Number(seat.muted),
  reserved_for: seat.reserved_for,
  away: seat.away,
  name: seat.name,
  avatar: seat.avatar,
  role: seat.role,
  attributes: seat.attributes,
});
