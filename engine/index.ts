import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import { http } from './http.ts';
import { memoryLimits } from './limits.ts';
import { Lines } from './lines.ts';
import type { Log } from './log.ts';
import { People } from './people.ts';
import { Reconciler } from './reconcile.ts';
import { Rooms } from './rooms.ts';
import type { Sfu } from './sfu.ts';
import type { Store } from './store/store.ts';
import { Sync } from './sync.ts';
import { tokens } from './tokens.ts';

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
