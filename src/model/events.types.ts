// Programs that must not compile, and the expected errors. The compiler checks this file; the code never runs.
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import type { LiveStreamController } from '../controllers/live-stream-controller.ts';
import type { SignalController } from '../controllers/signal-controller.ts';
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

export function watchStream(stream: LiveStreamController): void {
  stream.on('stageUpdate', (members) => void members[0]?.away);
  stream.setEventHandler({
    onLiveEnded: ({ reason }) => void reason,
    onAudienceChanged: ({ count }) => void count,
  });
  document
    .createElement('utd-live-stream')
    .addEventListener('utd-live-changed', (event) => void (event.detail satisfies boolean));
  void stream.allowed('inviteToStage', 'ben');

  // @ts-expect-error a live stream has no seats
  stream.on('seatUpdate', () => {});
  // @ts-expect-error a person is named by their identity
  stream.allowed('inviteToStage', 3);
  // @ts-expect-error a seat is of an audio room
  stream.allowed('takeSeat', 3);
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

export function signal(client: SignalController): void {
  client.on('message', ({ conversation, offset, text }) => void [conversation, offset, text]);
  client.setEventHandler({ onIncomingCall: ({ caller }) => void caller });
  document
    .createElement('div')
    .addEventListener('utd-presence-changed', ({ detail }) => void detail.get('ben'));
  void client.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } });

  // @ts-expect-error a signalling client is in no room
  client.on('seatUpdate', () => {});
  // @ts-expect-error a message has one recipient
  void client.sendMessage({ toIdentity: 'ben', toGroup: 'group', content: { text: 'Hi' } });
  // @ts-expect-error state is read-only
  client.state.set('connected');
  // @ts-expect-error a status is online, away or offline
  void client.setPresence('busy');
}
