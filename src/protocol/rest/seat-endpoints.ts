import * as v from 'valibot';
import { Identity, sizes } from '../names.ts';
import { At } from '../room-state.ts';
import { SeatCount, SeatIndex, SeatMode, WireGrid } from '../seat.ts';
import type { Endpoint } from './endpoint.ts';

const Grid = v.object({ ...At.entries, ...WireGrid.entries });

const seat = <const O extends Endpoint['operation']>(operation: O, does: string) =>
  ({ method: 'POST', path: `/rooms/:room/seats/:index/${does}`, operation, answer: Grid }) as const;

export const seatEndpoints = {
  readSeats: { method: 'GET', path: '/rooms/:room/seats', operation: 'readSeats', answer: Grid },
  setupSeats: {
    method: 'POST',
    path: '/rooms/:room/seats/setup',
    operation: 'setupSeats',
    body: v.object({
      seat_count: SeatCount,
      seat_mode: SeatMode,
      mode_id: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(sizes.name)))),
    }),
    answer: Grid,
  },
  takeSeat: seat('takeSeat', 'take'),
  leaveSeat: { method: 'POST', path: '/rooms/:room/seats/leave', operation: 'leaveSeat', answer: Grid },
  moveSeat: {
    method: 'POST',
    path: '/rooms/:room/seats/move',
    operation: 'moveSeat',
    body: v.object({ target_seat: SeatIndex, target_identity: v.optional(Identity) }),
    answer: v.object({ ...Grid.entries, from: SeatIndex, to: SeatIndex }),
  },
  swapSeats: {
    method: 'POST',
    path: '/rooms/:room/seats/swap',
    operation: 'swapSeats',
    body: v.object({ a: SeatIndex, b: SeatIndex }),
    answer: Grid,
  },
  kickSeat: seat('kickSeat', 'kick'),
  lockSeat: seat('lockSeat', 'lock'),
  unlockSeat: seat('unlockSeat', 'unlock'),
  muteSeat: seat('muteSeat', 'mute'),
  unmuteSeat: seat('unmuteSeat', 'unmute'),
} as const;
