// Runs the engine as a child process.
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { answers, restartable, start, until } from './child.mjs';

/** The folder of bundles is below node_modules, where Node finds the packages that a bundle imports. */
const folder = join('node_modules', '.cache', 'utd-engine');

/**
 * Bundles a script that imports the engine, and the script of the thread that lists rooms.
 *
 * @param {string} name of the bundle
 * @param {string} entry
 * @returns {Promise<string>} the path of the bundle
 */
export async function bundleWithEngine(name, entry) {
  const making = join(folder, `making-${randomUUID()}`);
  const entryPoints = { [name]: entry, 'listing-thread': 'engine/livekit/listing-thread.ts' };
  await build({
    entryPoints,
    outdir: making,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  // A rename is atomic: another start may read the former bundle at the same time.
  for (const each of Object.keys(entryPoints))
    renameSync(join(making, `${each}.mjs`), join(folder, `${each}.mjs`));
  rmSync(making, { recursive: true });
  return join(folder, `${name}.mjs`);
}

/** The flags of Node under which an engine runs: those of `npm run engine`. @type {string[]} */
const flags = JSON.parse(readFileSync('package.json', 'utf8')).scripts.engine.match(/--\S+/g);

/** The flags of Node for an engine whose stack traces name the lines of the source. */
export const engineFlags = ['--enable-source-maps', ...flags];

/** Bundles the engine at each start. The bundle takes milliseconds, and is never older than the source. */
export const bundleEngine = () => bundleWithEngine('engine', 'engine/main.ts');

/**
 * @param {{ port: number, data: string, livekit: import('./run-livekit.mjs').Livekit, nodeArgs: string[], apps?: string | undefined, database?: string | undefined }} options
 *   `apps`: a file of more apps than the development app; `database`: the address of a Postgres, in place of SQLite
 */
export async function runEngine({ port, data, livekit, nodeArgs, apps, database }) {
  const file = await bundleEngine();
  const environment = {
    PORT: String(port),
    HOST: '127.0.0.1',
    LIVEKIT_URL: livekit.url,
    LIVEKIT_API_KEY: livekit.key,
    LIVEKIT_API_SECRET: livekit.secret,
    UTD_DEV: '1',
    UTD_DATA: data,
    UTD_APPS: apps,
    DATABASE_URL: database,
  };
  return restartable('the engine', async () => {
    const child = start(process.execPath, [...engineFlags, ...nodeArgs, file], environment);
    await until(child, 'The engine', () => answers(`http://127.0.0.1:${port}/api/v1/health`));
    return child;
  });
}
