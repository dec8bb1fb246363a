/** The API of the audio room alone. */
export { audioRoomContext } from '../elements/audio-room/audio-room-context.ts';
export { AudioRoomController } from '../controllers/audio-room-controller.ts';
export { UTDAudioRoomElement } from '../elements/audio-room/audio-room.ts';
export { UTDSeatElement } from '../elements/audio-room/seat.ts';
export { UTDSeatsElement } from '../elements/audio-room/seats.ts';
export type { Seat, SeatGrid } from '../model/seat.ts';
