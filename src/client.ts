import { AudioRoomController } from './controllers/audio-room-controller.ts';
import { browserPlatform } from './platform/platform.ts';
import type { EngineApi } from './platform/engine-http/engine-api.ts';
import { addressOf, type AudioRoomOptions, type Credentials, type Me } from './model/options.ts';

type RoomOf<O> = Omit<O, keyof Credentials | 'client'>;

/**
 * The credentials of an app, for several sessions.
 *
 * @example
 * ```ts
 * const client = new UTDStreamClient({ appId: '1234567890', baseUrl: 'http://127.0.0.1:4000' });
 * const room = await client.joinAudioRoom({ roomName: 'lobby', name: 'Ada' });
 * await room.seats.take(0);
 * ```
 */
export class UTDStreamClient {
  readonly credentials: Credentials;
  #me: Me = {};

  constructor(credentials: Credentials) {
    this.credentials = credentials;
  }

  /** Every REST call of the engine, typed by the table of endpoints. Most calls need the bearer token of a mint. */
  get api(): EngineApi {
    return browserPlatform().api(addressOf(this.credentials));
  }

  /** Sets the local participant of every session that is made after this call. */
  authenticate(me: Me): void {
    this.#me = me;
  }

  /** Makes an audio room, without joining. */
  audioRoom(options: RoomOf<AudioRoomOptions>): AudioRoomController {
    return new AudioRoomController(null, { ...this.#me, ...options, client: this } as AudioRoomOptions);
  }

  /** Makes an audio room and joins. Rejects as `AudioRoomController.join` does. */
  async joinAudioRoom(options: RoomOf<AudioRoomOptions>): Promise<AudioRoomController> {
    const room = this.audioRoom(options);
    await room.join();
    return room;
  }
}
