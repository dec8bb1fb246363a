// Wrong programs, and the errors that they must give. Checked by the compiler, never run.
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import type { SeatGrid } from './shapes.ts';

export function listen(room: AudioRoomController): void {
  room.on('seatUpdate', (grid: SeatGrid) => void grid.seats[0]?.name);
  room.setEventHandler({ onSeatUpdate: ({ mode }) => void mode, onForceExit: ({ reason }) => void reason });
  document.addEventListener('utd-seat-update', () => {});
  document.createElement('div').addEventListener('utd-seat-update', (event) => void event.detail.seats);

  // @ts-expect-error there is no such event
  room.on('seatChanged', () => {});
  // @ts-expect-error the detail is a grid
  room.on('seatUpdate', (grid: string) => void grid);
  // @ts-expect-error callbacks are named after their event
  room.setEventHandler({ seatUpdate: () => {} });
}

export function write(room: AudioRoomController): void {
  // @ts-expect-error the world reads state and never writes it
  room.seats.grid.set(room.seats.grid.get());
  // @ts-expect-error nor the state of a seat
  room.seats.grid.get().seats[0]!.locked = true;
  // @ts-expect-error there is no such operation
  room.allowed('takeStage');
  // @ts-expect-error a seat is named by its index
  room.allowed('takeSeat', '3');
}
