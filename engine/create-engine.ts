import type { Clock } from './core/clock.ts';
import type { Config } from './core/config.ts';
import type { Engine } from './engine.ts';
import { http } from './api/router.ts';
import { memoryLimits } from './auth/rate-limits.ts';
import { Lines } from './core/serial-queue.ts';
import type { Log } from './core/log.ts';
import { People } from './room/presence.ts';
import { Reconciler } from './livekit/reconciler.ts';
import { Rooms } from './room/commit.ts';
import type { Sfu } from './livekit/livekit.ts';
import type { Store } from './store/store.ts';
import { Sync } from './livekit/publisher.ts';
import { tokens } from './auth/tokens.ts';

/** The development app's limits are this much wider, so that demos and tests do not starve. */
const generous = 1000;

/**
 * The engine as a function: `await engine.fetch(new Request('http://127.0.0.1/api/v1/token', …))`.
 *
 * @param world.sfu the media server, or a fake one
 */
export function createEngine(world: {
  config: Config;
  store: Store;
  sfu: Sfu;
  clock: Clock;
  log: Log;
  readWebhook: Engine['readWebhook'];
}) {
  const { config, store, sfu, clock, log } = world;
  const lines = new Lines();
  const sync: Sync = new Sync({ sfu, store, clock, log, lines }, (room) => void reconciler.look(room));
  const rooms = new Rooms(store, clock, (change) => {
    sync.push(change);
    if (change.after) reconciler.watch(change.after.room);
  });
  const people = new People(store, rooms, clock);
  const reconciler = new Reconciler({ store, sfu, rooms, people, sync, lines, clock, log });
  const limits = memoryLimits(config.development ? generous : 1);
  const { key: livekitKey, secret: livekitSecret } = config.livekit;
  const engine: Engine = {
    ...world,
    limits,
    tokens: tokens({ secret: config.secret, livekitKey, livekitSecret, clock }),
    rooms,
    people,
    reconciler,
    lines,
  };
  reconciler.start();
  people.arm();
  return {
    fetch: http(engine),
    /** Compares a room with the media server now. */
    reconcile: async (app: string, name: string) => {
      const state = store.room(app, name);
      if (state) await reconciler.look(state.room);
    },
    /** Everything committed has been handed to the media server. */
    idle: () => lines.idle(),
    async close() {
      reconciler.close();
      people.close();
      await lines.idle();
      store.close();
    },
  };
}
