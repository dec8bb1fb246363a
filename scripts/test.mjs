// `npm test`: set-up, then every kind of test, then one line `N passed, N failed`.
//   node scripts/test.mjs [kind …] [--only part-of-a-file-name]
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './install.mjs';
import { findChromium } from './chromium.mjs';
import { findLivekit } from './livekit.mjs';

const say = (/** @type {string} */ line) => console.log(line);

/** Files below `folder` that end so. @returns {string[]} */
function filesOf(/** @type {string} */ folder, /** @type {string} */ ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
    .map((file) => join(folder, file))
    .sort();
}

/** Reads one part of a file name from the command line. */
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const chosen = (/** @type {string[]} */ files) =>
  only ? files.filter((file) => file.includes(only)) : files;

const elements = join('src', 'elements');
const elementTests = [...filesOf(elements, '.test.ts'), ...filesOf(join('test', 'elements'), '.test.ts')];
/** A file that hangs fails after `minutes`. */
const nodeTests = (/** @type {string[]} */ files, { concurrency = 2, minutes = 2 } = {}) => ({
  command: process.execPath,
  args: [
    '--import=tsx',
    '--import=./scripts/loopback-only.mjs',
    '--test',
    `--test-timeout=${minutes * 60_000}`,
    `--test-concurrency=${concurrency}`,
    '--test-reporter=./scripts/reporter.mjs',
    ...chosen(files),
  ],
  files: chosen(files),
});

/** What each kind runs. Those without files are one check each: it holds or it fails. */
const kinds = {
  format: () => ({
    command: 'npx',
    args: ['prettier', '--check', '--cache', '--cache-strategy=content', '--log-level=warn', '.'],
  }),
  lint: () => ({ command: 'npx', args: ['oxlint', '--deny-warnings', '--quiet'] }),
  types: () => ({ command: 'npx', args: ['tsc', '-p', '.'] }),
  unit: () =>
    nodeTests([
      ...filesOf('src', '.test.ts').filter((file) => !file.startsWith(elements)),
      ...filesOf('engine', '.test.ts'),
      ...filesOf(join('test', 'session'), '.test.ts'),
    ]),
  element: () => ({
    command: 'npx',
    args: ['web-test-runner', ...(only ? ['--files', ...chosen(elementTests)] : [])],
    files: elementTests,
  }),
  package: () =>
    nodeTests(
      filesOf('test', '.test.ts').filter((file) => !/journeys|timed|long|session|elements/.test(file)),
    ),
  // Two at a time: a journey has a browser and servers of its own, but waits more than it works.
  journey: () => nodeTests(filesOf(join('test', 'journeys'), '.test.ts')),
  // Journeys that say how soon something is over have the machine to themselves.
  timed: () => nodeTests(filesOf(join('test', 'timed'), '.test.ts'), { concurrency: 1 }),
  long: () => nodeTests(filesOf(join('test', 'long'), '.test.ts'), { concurrency: 1, minutes: 20 }),
};

/** @typedef {keyof typeof kinds} Kind */

const inNpmTest = /** @type {Kind[]} */ ([
  'format',
  'lint',
  'types',
  'unit',
  'package',
  'element',
  'journey',
  'timed',
]);
const isKind = (/** @type {string} */ word) => word in kinds;
const asked = process.argv.slice(2).filter(isKind);
const running = /** @type {Kind[]} */ (asked.length ? asked : inNpmTest);

/** @returns {Promise<{ passed: number, failed: number }>} */
async function run(/** @type {Kind} */ kind) {
  const { command, args, files } = /** @type {{ command: string, args: string[], files?: string[] }} */ (
    kinds[kind]()
  );
  const begun = Date.now();
  say(`\n— ${kind}`);
  if (files && !files.length) {
    say(`There are no ${kind} tests${only ? ` with '${only}' in their names` : ''}.`);
    return { passed: 0, failed: only ? 0 : 1 };
  }
  const folder = mkdtempSync(join(tmpdir(), 'utd-tally-'));
  const tally = join(folder, 'tally');
  const status = await new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, UTD_TALLY: tally },
    });
    child.once('exit', resolve).once('error', resolve);
  });
  const lines = existsSync(tally) ? readFileSync(tally, 'utf8').trim().split('\n') : [];
  rmSync(folder, { recursive: true });
  const counted = lines.map((line) => /** @type {{ passed: number, failed: number }} */ (JSON.parse(line)));
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    counted.reduce((total, each) => total + each[key], 0);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  const result = files
    ? { passed: sum('passed'), failed: sum('failed') }
    : { passed: Number(status === 0), failed: Number(status !== 0) };
  say(`  ${result.passed} of ${result.passed + result.failed} hold, in ${seconds} s`);
  // A runner that died, or ran nothing, has failed whatever it counted.
  if (result.failed === 0 && (status !== 0 || result.passed === 0)) result.failed = 1;
  return result;
}

let passed = 0;
let failed = 0;
try {
  const needs = (/** @type {Kind[]} */ ...those) => running.some((kind) => those.includes(kind));
  if (needs('journey', 'timed', 'long') && !process.env['LIVEKIT_URL']) await findLivekit(say);
  if (needs('element', 'journey', 'timed', 'long')) findChromium(say);
  for (const kind of running) {
    const result = await run(kind);
    passed += result.passed;
    failed += result.failed;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed++;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
