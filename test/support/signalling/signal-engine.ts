import { listen } from '../../../engine/api/listen.ts';
import { systemClock } from '../../../engine/core/clock.ts';
import { developmentApp, type App, type Config } from '../../../engine/core/config.ts';
import { createEngine } from '../../../engine/create-engine.ts';
import { openStore } from '../../../engine/store/store.ts';
import { FakeLiveKit } from '../fakes/fake-livekit.ts';

/** A production app whose limits are those of an installation. */
export const app: App = { ...developmentApp, keyRequired: true, origins: ['https://shop.example'] };

/** An engine with real sockets and real time, and a media server that nobody uses. */
export async function serveEngine({
  database = ':memory:',
  port = 0,
  log = console.error,
  ...more
}: { database?: string; port?: number; log?: (line: string) => void } & Partial<Config> = {}) {
  const config: Config = {
    port,
    host: '127.0.0.1',
    livekit: { url: 'ws://127.0.0.1:7880', key: 'key', secret: 'livekit-secret-livekit-secret-32' },
    development: false,
    apps: [app],
    trustProxy: 1,
    secret: 'secret',
    database,
    ...more,
  };
  const write = (message: string, about: object = {}) => log([message, ...Object.values(about)].join(' '));
  const engine = await createEngine({
    config,
    store: await openStore(database, write),
    livekit: new FakeLiveKit(),
    clock: systemClock,
    log: write,
    readWebhook: () => Promise.reject(new Error('There is no media server.')),
  });
  const server = await listen(engine, config);
  return {
    url: server.url,
    engine,
    async close() {
      await server.close();
      await engine.close();
    },
  };
}
