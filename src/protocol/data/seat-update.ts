import * as v from 'valibot';
import { At } from '../room-state.ts';
import { WireGrid } from '../seat.ts';

/** The whole seat grid after a change, to all participants. `reread` replaces a grid that is too large for a packet. */
export const SeatUpdate = v.union([
  v.object({ type: v.literal('_seat_update'), ...At.entries, ...WireGrid.entries }),
  v.object({ type: v.literal('_seat_update'), ...At.entries, reread: v.literal(true) }),
]);
export type SeatUpdate = v.InferOutput<typeof SeatUpdate>;
