/** What a measured page holds: ours and raw livekit-client, over one copy of livekit-client. */
import { Room, RoomEvent, Track } from 'livekit-client';
import { AudioRoomController } from '../src/index.ts';

const measured = { AudioRoomController, Room, RoomEvent, Track };

declare global {
  interface Window {
    measured: typeof measured;
  }
}

window.measured = measured;
