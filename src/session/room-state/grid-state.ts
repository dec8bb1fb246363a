import type { At, RoomState, Snapshot } from '../../protocol/room-state.ts';
import type { WireGrid } from '../../protocol/seat.ts';

/** What carries a grid, whatever else it carries, as state. */
export const gridState = ({ epoch, rev, mode, mode_id, queue, seats }: At & WireGrid): RoomState => ({
  epoch,
  rev,
  grid: { mode, mode_id, queue, seats },
});

/** All that a snapshot says. */
export const snapshotState = (snapshot: Snapshot): RoomState => {
  const { comments, chat, version, requests, invitations, cleared } = snapshot;
  return { ...gridState(snapshot), comments, chat, mine: { version, requests, invitations, cleared } };
};
