// Programs that must not compile, and the expected errors. The compiler checks this file; the code never runs.
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import type { SeatGrid } from './seat.ts';

export function listen(room: AudioRoomController): void {
  room.on('seatUpdate', (grid: SeatGrid) => void grid.seats[0]?.name);
  room.setEventHandler({ onSeatUpdate: ({ mode }) => void mode, onForceExit: ({ reason }) => void reason });
  document.addEventListener('utd-seat-update', () => {});
  document.createElement('div').addEventListener('utd-seat-update', (event) => void event.detail.seats);

  // @ts-expect-error no event has this name
  room.on('seatChanged', () => {});
  // @ts-expect-error the detail is a grid
  room.on('seatUpdate', (grid: string) => void grid);
  // @ts-expect-error callbacks are named after their event
  room.setEventHandler({ seatUpdate: () => {} });
}

export function write(room: AudioRoomController): void {
  // @ts-expect-error state is read-only
  room.seats.grid.set(room.seats.grid.get());
  // @ts-expect-error a seat is read-only
  room.seats.grid.get().seats[0]!.locked = true;
  // @ts-expect-error no operation has this name
  room.allowed('takeStage');
  // @ts-expect-error a seat is named by its index
  room.allowed('takeSeat', '3');
}
