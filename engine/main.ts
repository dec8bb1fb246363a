/** The engine as a process, configured by the environment: see `core/config.ts`. */
import { parseArgs } from 'node:util';
import { listen } from './api/listen.ts';
import { systemClock } from './core/clock.ts';
import { readConfig, readCopy, readInstallation } from './core/config.ts';
import { consoleLog } from './core/log.ts';
import { createEngine } from './create-engine.ts';
import { inviteCommand } from './join/invite-cli.ts';
import { livekit, webhookReader } from './livekit/livekit.ts';
import { copyDatabase } from './store/copy/copy.ts';
import { openStore } from './store/store.ts';

const [command, ...args] = process.argv.slice(2);

/** The commands beside the start of the engine. Each answers what it prints. @throws {Error} with a sentence */
const commands: Readonly<Record<string, () => Promise<string>>> = {
  invite: () => {
    // Beside `npm start`, which runs the development app.
    const development = process.env['UTD_APPS'] ? {} : { UTD_DEV: '1' };
    return inviteCommand(args, readInstallation({ ...development, ...process.env }));
  },
  copy: async () => {
    // An address without its option is no error of `parseArgs`, whose message would show it.
    const { values } = parseArgs({ args, allowPositionals: true, options: { to: { type: 'string' } } });
    const { from, to } = readCopy(process.env, values.to);
    return (await copyDatabase(from, to)).join('\n');
  },
};

try {
  if (command !== undefined) {
    const run = commands[command];
    if (!run) throw new Error(`There is no such command. There are: ${Object.keys(commands).join(', ')}.`);
    console.log(await run());
    process.exit(0);
  }
  const config = readConfig(process.env);
  const { url, key, secret } = config.livekit;
  const engine = await createEngine({
    config,
    store: await openStore(config.database, consoleLog),
    livekit: livekit(url, key, secret),
    clock: systemClock,
    log: consoleLog,
    readWebhook: webhookReader(key, secret),
  });
  const server = await listen(engine, config);
  console.log(`engine ${server.url}`);
  const stop = () =>
    void server
      .close()
      .then(() => engine.close())
      .then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
