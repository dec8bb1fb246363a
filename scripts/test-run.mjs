// A run of the tests: prepares the shared servers, runs the kinds row by row, and prints the result.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { findLivekit } from './livekit.mjs';
import { startPostgres } from './postgres.mjs';
import { runKind } from './test-kind.mjs';
import { kinds, order } from './test-kinds.mjs';
import { openWorkers } from './test-workers.mjs';

/** @typedef {import('./test-kinds.mjs').Kind} Kind */
/** @typedef {import('./test-kind.mjs').Result} Result */

const say = (/** @type {string} */ line) => console.log(line);

/** The asked kinds in rows. The kinds of `npm test` keep their rows, and each other kind has a row of its own. */
function rowsOf(/** @type {string[]} */ asked) {
  if (!asked.length) return order;
  const others = asked.filter((name) => !order.flat().includes(name)).map((name) => [name]);
  return [...order.map((row) => row.filter((name) => asked.includes(name))), ...others];
}

/**
 * The Postgres of a run, unless TEST_DATABASE_URL names one.
 *
 * @returns the environment of the tests, the function that stops the server, and the reason where no server runs
 * @throws {Error} in CI without a Postgres, because CI always tests both databases
 */
async function preparePostgres(/** @type {string} */ folder) {
  const none = { environment: {}, close: async () => {}, missing: '' };
  if (process.env['TEST_DATABASE_URL']) return none;
  try {
    const { url, stop } = await startPostgres({ folder, say });
    return { ...none, environment: { TEST_DATABASE_URL: url }, close: stop };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (process.env['CI']) throw error;
    say(message);
    return { ...none, missing: 'The tests on Postgres were not run: there is no Postgres here, see above.' };
  }
}

/** Starts the servers that these kinds share. @returns the environment of the kinds, and the function that stops the servers */
async function prepare(/** @type {Kind[]} */ running, /** @type {string} */ folder) {
  const house = running.some((kind) => kind.house);
  if (house && !process.env['LIVEKIT_URL']) await findLivekit(say);
  if (house || running.some(({ by }) => by === 'pages')) findChromium(say);
  /** @type {Record<string, string>} */
  const environment = {};
  if (!house) return { environment, close: async () => {} };
  environment['UTD_DIST'] = join(folder, 'dist');
  await buildAll({ out: environment['UTD_DIST'], types: false });
  const workers = await openWorkers({
    folder,
    count: Math.max(...running.map(({ atOnce = 1 }) => atOnce)),
    say,
  });
  environment['UTD_WORKERS'] = workers.port;
  return { environment, close: workers.close };
}

/**
 * Runs the asked kinds, or those of `npm test`, and prints the result.
 *
 * @param {string[]} asked names of kinds
 * @param {string | undefined} only a part of the names of the files
 * @returns {Promise<number>} the number of tests that failed
 */
export async function runTests(asked, only) {
  const unknown = asked.filter((name) => !kinds[name]);
  if (unknown.length) {
    say(`There is no kind of tests ${unknown.join(', ')}. There are: ${Object.keys(kinds).join(', ')}.`);
    return 1;
  }
  const rows = rowsOf(asked).filter((row) => row.length);
  const folder = mkdtempSync(join(tmpdir(), 'utd-run-'));
  /** @type {Result[]} */
  const results = [];
  let broken = 0;
  /** @type {(() => Promise<void>)[]} */
  const closes = [];
  let missing = '';
  try {
    const running = rows.flat().map((name) => /** @type {Kind} */ (kinds[name]));
    /** @type {Record<string, string>} */
    const environment = {};
    if (running.some(({ postgres }) => postgres)) {
      const postgres = await preparePostgres(folder);
      closes.push(postgres.close);
      Object.assign(environment, postgres.environment);
      ({ missing } = postgres);
    }
    const prepared = await prepare(running, folder);
    closes.push(prepared.close);
    Object.assign(environment, prepared.environment);
    for (const row of rows) {
      const alone = row.length === 1;
      results.push(
        ...(await Promise.all(row.map((name) => runKind(name, { only, alone, environment, folder, say })))),
      );
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    broken++;
  } finally {
    for (const close of closes.toReversed()) await close();
    rmSync(folder, { recursive: true, force: true });
  }
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((total, each) => total + each[key], 0);
  say('');
  for (const { name, passed, failed, seconds } of results)
    say(
      `  ${name.padEnd(8)} ${String(passed).padStart(5)} of ${passed + failed} hold, in ${seconds.toFixed(1)} s`,
    );
  if (missing) say(`\n${missing}`);
  // The failures stand at the end once more, because a long output loses its beginning. `.ci/run` gathers these lines.
  const failures = results.flatMap(({ failures }) => failures);
  if (failures.length) say('');
  for (const each of failures) say(`failed: ${each.replace(/\s+/g, ' ').slice(0, 800)}`);
  const failed = sum('failed') + broken;
  say(`\n${sum('passed')} passed, ${failed} failed`);
  return failed;
}
