import type { SeatUpdate } from '../../src/protocol/data/seat-update.ts';
import { sizes } from '../../src/protocol/names.ts';
import { gridOf } from '../model/room-doc.ts';
import type { RoomState } from '../store/store.ts';

/** What everybody is told of a change: the whole grid, or where it is too large for a packet, to read it. */
export function pushOf({ room, people }: RoomState): string {
  const at = { type: '_seat_update', epoch: room.epoch, rev: room.rev } as const;
  const message: SeatUpdate & { count: number } = {
    ...at,
    count: room.seats.length,
    ...gridOf(room, people),
  };
  const text = JSON.stringify(message);
  return Buffer.byteLength(text) <= sizes.push ? text : JSON.stringify({ ...at, reread: true });
}
