import { router } from './api/router.ts';
import { audioRoom } from './audio-room/audio-room.ts';
import { memoryRateLimits } from './auth/rate-limits.ts';
import { tokens } from './auth/tokens.ts';
import { ringingAt, tellChange } from './call/call-news.ts';
import { audioCall, videoCall } from './call/call-product.ts';
import { MemoryBus } from './core/bus.ts';
import type { Clock } from './core/clock.ts';
import type { Config } from './core/config.ts';
import type { Log } from './core/log.ts';
import { SerialQueue } from './core/serial-queue.ts';
import type { Engine } from './engine.ts';
import { Audience } from './livekit/audience.ts';
import type { LiveKit } from './livekit/livekit.ts';
import { liveStream } from './live-stream/live-stream.ts';
import { Publisher } from './livekit/publisher.ts';
import { Reconciler } from './livekit/reconciler.ts';
import type { Products } from './model/product.ts';
import { Rooms } from './room/commit.ts';
import { Presence } from './room/presence.ts';
import { SignalPlane } from './signalling/signal-plane.ts';
import type { Store } from './store/store.ts';

/** The limits of a development engine are this much wider, so that demos and tests do not starve. */
const generous = 1000;

const products: Products = {
  audio_room: audioRoom,
  live_stream: liveStream,
  audio_call: audioCall,
  video_call: videoCall,
};

/**
 * The engine as a function: `await engine.fetch(new Request('http://127.0.0.1/api/v1/token', …))`.
 *
 * @param options.livekit the media server, or a fake one
 */
export async function createEngine(options: {
  config: Config;
  store: Store;
  livekit: LiveKit;
  clock: Clock;
  log: Log;
  readWebhook: Engine['readWebhook'];
}) {
  const { config, store, livekit, clock, log } = options;
  const bus = new MemoryBus();
  const lines = new SerialQueue();
  const rooms: Rooms = new Rooms({
    store,
    products,
    clock,
    committed: (change) => {
      publisher.push(change);
      audience.push(change);
      tellChange(bus, change);
      if (change.after) reconciler.watch(change.after.room, change.touched);
    },
    deadlineSet: (at) => presence.expect(at),
  });
  const publisher: Publisher = new Publisher({
    livekit,
    rooms,
    products,
    clock,
    log,
    lines,
    mend: (room) => void reconciler.look(room),
    wrote: (room, identities) => reconciler.watch(room, identities),
  });
  const audience = new Audience({ livekit, rooms, products, clock, log, lines });
  const presence: Presence = new Presence({ rooms, products, clock, log });
  const reconciler: Reconciler = new Reconciler({
    livekit,
    rooms,
    products,
    presence,
    publisher,
    lines,
    clock,
    log,
  });
  const { key: livekitKey, secret: livekitSecret } = config.livekit;
  const factor = config.development ? generous : 1;
  const engine: Engine = {
    config,
    rooms,
    presence,
    products,
    livekit,
    reconciler,
    bus,
    lines,
    clock,
    log,
    readWebhook: options.readWebhook,
    limits: memoryRateLimits(factor),
    tokens: tokens({ secret: config.secret, livekitKey, livekitSecret, clock }),
  };
  const signalling = new SignalPlane(
    { ...engine, ringingAt: (person) => rooms.read((tx) => ringingAt(tx, person)) },
    factor,
  );
  await reconciler.start();
  await presence.arm();
  /** Resolves when no deadline is being carried out, and when every commit has been handed to the media server. */
  const idle = async () => {
    await presence.idle();
    await rooms.idle();
    await lines.idle();
  };
  return {
    fetch: router(engine),
    /** Takes the sockets of clients. */
    signalling,
    /** Reaches the sockets of people. */
    bus,
    idle,
    /** Compares a room with the media server now. */
    reconcile: async (app: string, name: string) => {
      const room = await rooms.readOne((tx) => tx.findRoom(app, name));
      if (room) await reconciler.look(room);
    },
    async close() {
      signalling.close();
      reconciler.close();
      await presence.close();
      await idle();
      await livekit.close();
      await store.close();
    },
  };
}
