/** The engine as a process of its own, configured by environment, that tells its parent what it did. */
import { systemClock } from '../../engine/core/clock.ts';
import { readConfig } from '../../engine/core/config.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { consoleLog } from '../../engine/core/log.ts';
import { listen } from '../../engine/api/listen.ts';
import { livekit, webhookReader } from '../../engine/livekit/livekit.ts';
import { openStore } from '../../engine/store/store.ts';
import { StandIn } from './stand-in.ts';
import { watched, type LiveKitCall } from './watched.ts';

/** What the parent asks, and what it is answered. */
export interface Asked {
  joined: { app: string; name: string; livekit: string; identities: string[] };
  begin: true;
  end: true;
}
export interface Told {
  readonly url: string;
  /** Every call to the media server between `begin` and `end`, and the processor time in ms. */
  readonly did: { readonly calls: readonly LiveKitCall[]; readonly cpu: number };
}

const config = readConfig(process.env);
const { url, key, secret } = config.livekit;
const standIn = process.env['STAND_IN'] ? new StandIn() : undefined;
const calls: LiveKitCall[] = [];
const engine = await createEngine({
  config,
  store: await openStore(config.database, consoleLog),
  livekit: watched(standIn ?? livekit(url, key, secret), calls),
  clock: systemClock,
  log: consoleLog,
  readWebhook: webhookReader(key, secret),
});
const server = await listen(engine, config);
let before = process.cpuUsage();

process.on('message', async ({ joined, begin, end }: Partial<Asked>) => {
  if (joined) {
    for (const identity of joined.identities) standIn?.join(joined.livekit, identity);
    // Everybody has been seen, and nothing of the joins is on its way any more.
    await engine.reconcile(joined.app, joined.name);
    await engine.idle();
  }
  if (begin) {
    calls.length = 0;
    before = process.cpuUsage();
  }
  if (end) await engine.idle();
  const { user, system } = process.cpuUsage(before);
  process.send!({ did: { calls: end ? calls : [], cpu: (user + system) / 1000 } } satisfies Partial<Told>);
});
process.once('disconnect', () => void server.close().then(() => engine.close()));
process.send!({ url: server.url } satisfies Partial<Told>);
