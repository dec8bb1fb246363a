// The kinds of tests: the command, the files and the servers of each.
import { join } from 'node:path';
import { bundleTests } from './test-bundle.mjs';
import { elementTests, packageTests, testsIn, unitTests } from './test-files.mjs';

/**
 * @typedef {object} Kind
 * @property {'check' | 'node' | 'pages'} by a single check; tests in Node; tests in pages
 * @property {string[]} [command] the command of a check
 * @property {(only?: string) => string[]} [files]
 * @property {number} [atOnce] the number of files that run at once
 * @property {number} [minutes] the time after which a file that hangs fails; a busy machine needs far less
 * @property {boolean} [house] the files share browsers and servers, and load dist/
 * @property {boolean} [postgres] the tests about the database run on Postgres too
 */

const below = (/** @type {string} */ name) => (/** @type {string | undefined} */ only) =>
  testsIn(join('test', name), only);

/** The slowest journeys, which run first: a slow journey that begins last would run alone at the end. */
const long = [
  'live-stream-bad-luck',
  'live-stream',
  'video-tiles',
  'remote-video',
  'start',
  'camera',
  'snippets',
  'seat-life',
  'moderation',
  'wrong-tracks',
];

/** @param {string} [only] */
const journeys = (only) => {
  const files = below('journeys')(only);
  const first = long.map((name) => join('test', 'journeys', `${name}.test.ts`));
  return [...first.filter((file) => files.includes(file)), ...files.filter((file) => !first.includes(file))];
};

/** @type {Record<string, Kind>} */
export const kinds = {
  format: {
    by: 'check',
    command: ['prettier', '--check', '--cache', '--cache-strategy=content', '--log-level=warn', '.'],
  },
  lint: { by: 'check', command: ['oxlint', '--deny-warnings', '--quiet'] },
  types: { by: 'check', command: ['tsc', '-p', '.'] },
  // The rule has a configuration of its own, because the other type-aware rules would refuse 500 casts.
  promises: {
    by: 'check',
    command: ['oxlint', '--type-aware', '--deny-warnings', '--quiet', '--config', '.oxlintrc-promises.json', 'src', 'engine'], // prettier-ignore
  },
  unit: { by: 'node', files: unitTests, atOnce: 2, postgres: true },
  package: { by: 'node', files: packageTests, atOnce: 2 },
  element: { by: 'pages', files: elementTests },
  // More journeys than processors run at once, because a journey mostly waits.
  journey: { by: 'node', files: journeys, atOnce: 3, minutes: 4, house: true },
  // Journeys that measure time run one at a time.
  timed: { by: 'node', files: below('timed'), atOnce: 1, house: true },
  long: { by: 'node', files: below('long'), atOnce: 2, minutes: 20, house: true, postgres: true },
  soak: { by: 'node', files: below('soak'), atOnce: 1, minutes: 24 * 60, house: true, postgres: true },
};

/** The order of `npm test`. The kinds of one row run at once. @type {string[][]} */
export const order = [
  ['format', 'lint', 'types', 'promises'],
  ['unit', 'element', 'package'],
  ['journey'],
  ['timed'],
];

/**
 * The command of a kind, its files, and the milliseconds that each may take; 0 where there is no such limit.
 *
 * @param {string} name
 * @param {string | undefined} only a part of the names of the files
 */
export async function commandOf(name, only) {
  const { by, command = [], files = () => [], atOnce = 1, minutes = 6 } = /** @type {Kind} */ (kinds[name]);
  const all = files(only);
  if (by === 'check') return { command: 'npx', args: command, files: undefined, limit: 0 };
  if (by === 'pages') return { command: 'npx', args: ['web-test-runner'], files: all, limit: 0 };
  const limit = minutes * 60_000;
  const args = [
    '--enable-source-maps',
    '--import=./scripts/loopback-only.mjs',
    'scripts/test-node.mjs',
    String(atOnce),
    String(limit),
    ...(all.length ? await bundleTests(all, 'node') : []),
  ];
  return { command: process.execPath, args, files: all, limit };
}
