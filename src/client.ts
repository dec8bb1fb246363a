import { AudioRoomController } from './controllers/audio-room-controller.ts';
import { CallController } from './controllers/call-controller.ts';
import { LiveStreamController } from './controllers/live-stream-controller.ts';
import { SignalController } from './controllers/signal-controller.ts';
import { browserPlatform } from './platform/platform.ts';
import type { EngineApi } from './platform/engine-http/engine-api.ts';
import {
  addressOf,
  type AudioRoomOptions,
  type CallOptions,
  type Credentials,
  type LiveStreamOptions,
  type Me,
} from './model/options.ts';
import { endpoints } from './protocol/rest/endpoints.ts';
import type { CallType } from './protocol/call/call.ts';
import type { SignalOptions } from './model/signalling.ts';

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
    return browserPlatform().api(addressOf(this.credentials), endpoints);
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

  /** Makes a live stream, without joining. */
  liveStream(options: RoomOf<LiveStreamOptions>): LiveStreamController {
    return new LiveStreamController(null, { ...this.#me, ...options, client: this } as LiveStreamOptions);
  }

  /** Makes a live stream and joins. Rejects as `LiveStreamController.join` does. */
  async joinLiveStream(options: RoomOf<LiveStreamOptions>): Promise<LiveStreamController> {
    const stream = this.liveStream(options);
    await stream.join();
    return stream;
  }

  /**
   * Makes a session for calls of one kind, without calling.
   *
   * @example
   * ```ts
   * const call = client.callSession('video_call', { signal });
   * await call.ring.start({ calleeIdentity: 'ben' });
   * ```
   */
  callSession(type: CallType, options: Omit<RoomOf<CallOptions>, 'type'> = {}): CallController {
    return new CallController(null, { ...this.#me, ...options, type, client: this } as CallOptions);
  }

  /**
   * Makes a signalling client, without connecting.
   *
   * @example
   * ```ts
   * const signal = client.signalClient({ credentialsProvider: () => backend.signalToken() });
   * await signal.connect();
   * ```
   */
  signalClient(options: SignalOptions): SignalController {
    return new SignalController(null, { logger: this.credentials.logger, ...options });
  }
}
