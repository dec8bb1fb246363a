/** A room of elements in a world of its own, for measurements without servers. */
import '../src/define.ts';
import { AudioRoomController } from '../src/index.ts';
import { UTDSeatElement } from '../src/elements/audio-room/seat.ts';
import { FakePlatform } from '../test/support/fakes/fake-platform.ts';
import { person } from '../test/support/fakes/fake-transport.ts';

const crowd = { AudioRoomController, FakePlatform: FakePlatform, UTDSeatElement, person };

declare global {
  interface Window {
    crowd: typeof crowd;
  }
}

window.crowd = crowd;
