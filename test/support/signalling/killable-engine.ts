import { answers, restartable, start, until } from '../../../scripts/child.mjs';
import { freePort } from '../../../scripts/ports.mjs';
import { bundleWithEngine } from '../../../scripts/run-engine.mjs';

/** An engine process on a database, which can be killed and comes back on the same port. */
export async function killableEngine(database: string) {
  const file = await bundleWithEngine('signal-engine', 'test/support/signalling/engine-process.ts');
  const port = await freePort(0);
  const url = `http://127.0.0.1:${port}`;
  const process_ = await restartable('the engine', async () => {
    const environment = { PORT: String(port), DATABASE: database };
    const child = start(process.execPath, ['--enable-source-maps', file], environment);
    await until(child, 'The engine', () => answers(`${url}/api/v1/health`));
    return child;
  });
  return {
    url,
    log: () => process_.child.log(),
    async kill() {
      await process_.child.stop('SIGKILL');
      await process_.restart();
    },
    close: () => process_.child.stop(),
  };
}
