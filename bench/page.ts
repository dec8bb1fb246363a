/** What a measured page holds: ours and raw livekit-client, over one copy of livekit-client. */
import { Room, RoomEvent, Track } from 'livekit-client';
import { LiveStreamController } from '../src/controllers/live-stream-controller.ts';
import { AudioRoomController, CallController, SignalController } from '../src/index.ts';

const measured = {
  AudioRoomController,
  CallController,
  LiveStreamController,
  SignalController,
  Room,
  RoomEvent,
  Track,
};

declare global {
  interface Window {
    measured: typeof measured;
  }
}

window.measured = measured;
