// Runs one kind of tests: starts its process, shows its output and adds up its counts.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from './test-kinds.mjs';

/**
 * A line of a reporter.
 *
 * @typedef {object} Counted
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures the name of each test that failed, its file and its error
 * @property {Record<string, number>} [files] the time of each file, in milliseconds
 */
/** @typedef {{ name: string, passed: number, failed: number, failures: string[], seconds: number }} Result */

/** The slowest files, as text; empty where no file took long. */
function slowest(/** @type {Counted[]} */ counted) {
  const files = Object.entries(Object.assign({}, ...counted.map(({ files }) => files)));
  return files
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
    .filter(([, ms]) => ms > 5_000)
    .map(([file, ms]) => `${file} ${(ms / 1000).toFixed(1)} s`)
    .join(', ');
}

/**
 * @param {string} name
 * @param {object} run
 * @param {string | undefined} run.only a part of the names of the files
 * @param {boolean} run.alone shows output at once, and otherwise at the end of the kind
 * @param {Record<string, string>} run.environment
 * @param {string} run.folder the folder of this run
 * @param {(text: string) => void} run.say
 * @returns {Promise<Result>}
 */
export async function runKind(name, { only, alone, environment, folder, say }) {
  const begun = Date.now();
  /** @type {string[]} */
  const said = alone ? [] : [`\n— ${name}`];
  if (alone) say(`\n— ${name}`);
  const { command, args, files, limit } = await commandOf(name, only);
  if (files && !files.length) {
    say(`There are no ${name} tests${only ? ` with '${only}' in their names` : ''}.`);
    return { name, passed: 0, failed: only ? 0 : 1, failures: [], seconds: 0 };
  }
  const tally = join(folder, `tally-${name}`);
  const status = await new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', alone ? 'inherit' : 'pipe', alone ? 'inherit' : 'pipe'],
      env: {
        ...process.env,
        ...environment,
        ...(only && { UTD_ONLY: only }),
        UTD_TALLY: tally,
        UTD_FILE_LIMIT: String(limit),
      },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => said.push(String(data)));
    child.once('close', resolve).once('error', resolve);
  });
  /** @type {Counted[]} */
  const counted = existsSync(tally)
    ? readFileSync(tally, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    counted.reduce((total, each) => total + each[key], 0);
  const seconds = (Date.now() - begun) / 1000;
  const result = files
    ? { passed: sum('passed'), failed: sum('failed') }
    : { passed: Number(status === 0), failed: Number(status !== 0) };
  const long = slowest(counted);
  said.push(
    `  ${result.passed} of ${result.passed + result.failed} hold, in ${seconds.toFixed(1)} s${long && ` (${long})`}`,
  );
  say(said.join('\n'));
  // A runner that crashed or ran no test counts as a failure, whatever its tally.
  if (result.failed === 0 && (status !== 0 || result.passed === 0)) result.failed = 1;
  const failures = counted.flatMap((each) => each.failures);
  if (result.failed > failures.length) failures.push(`${name}, whose output says more`);
  return { name, ...result, failures, seconds };
}
