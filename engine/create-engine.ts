import { router } from './api/router.ts';
import { audioRoom } from './audio-room/audio-room.ts';
import { memoryRateLimits } from './auth/rate-limits.ts';
import { tokens } from './auth/tokens.ts';
import type { Clock } from './core/clock.ts';
import type { Config } from './core/config.ts';
import type { Log } from './core/log.ts';
import { SerialQueue } from './core/serial-queue.ts';
import type { Engine } from './engine.ts';
import type { LiveKit } from './livekit/livekit.ts';
import { Publisher } from './livekit/publisher.ts';
import { Reconciler } from './livekit/reconciler.ts';
import type { Products } from './model/product.ts';
import { Rooms } from './room/commit.ts';
import { Presence } from './room/presence.ts';
import type { Store } from './store/store.ts';

/** The limits of the development app are this much wider, so that demos and tests do not starve. */
const generous = 1000;

const products: Products = { audio_room: audioRoom };

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
  const lines = new SerialQueue();
  const rooms: Rooms = new Rooms({
    store,
    products,
    clock,
    committed: (change) => {
      publisher.push(change);
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
  const engine: Engine = {
    config,
    rooms,
    presence,
    products,
    livekit,
    reconciler,
    lines,
    clock,
    log,
    readWebhook: options.readWebhook,
    limits: memoryRateLimits(config.development ? generous : 1),
    tokens: tokens({ secret: config.secret, livekitKey, livekitSecret, clock }),
  };
  await reconciler.start();
  await presence.arm();
  /** Resolves when everything that was committed has been handed to the media server. */
  const idle = async () => {
    await rooms.idle();
    await lines.idle();
  };
  return {
    fetch: router(engine),
    idle,
    /** Compares a room with the media server now. */
    reconcile: async (app: string, name: string) => {
      const room = await rooms.read((tx) => tx.findRoom(app, name));
      if (room) await reconciler.look(room);
    },
    async close() {
      reconciler.close();
      await presence.close();
      await idle();
      await livekit.close();
      await store.close();
    },
  };
}
