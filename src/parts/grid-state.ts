import type { At, RoomState } from '../protocol/room-state.ts';
import type { WireGrid } from '../protocol/seat.ts';

/** What carries a grid, whatever else it carries, as state. */
export const gridState = ({ epoch, rev, mode, mode_id, seats }: At & WireGrid): RoomState => ({
  epoch,
  rev,
  grid: { mode, mode_id, seats },
});
