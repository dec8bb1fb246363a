// Lists the files of tests.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Tests below `folder`, with `only` in their names. @returns {string[]} */
export function testsIn(/** @type {string} */ folder, /** @type {string | undefined} */ only) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => join(folder, file))
    .filter((file) => !only || file.includes(only))
    .sort();
}

const elements = join('src', 'elements');

/** Tests that run in a page. @returns {string[]} */
export const elementTests = (/** @type {string | undefined} */ only) => [
  ...testsIn(elements, only),
  ...testsIn(join('test', 'elements'), only),
  ...testsIn(join('test', 'frameworks'), only),
];

/** Tests beside the source that run in Node. @returns {string[]} */
export const unitTests = (/** @type {string | undefined} */ only) =>
  [
    ...testsIn('src', only),
    ...testsIn('engine', only),
    ...testsIn(join('test', 'session'), only),
    ...testsIn(join('test', 'engine'), only),
  ].filter((file) => !file.startsWith(elements));

/** Tests directly in test/. @returns {string[]} */
export const packageTests = (/** @type {string | undefined} */ only) =>
  testsIn('test', only).filter((file) => file.split(sep).length === 2);

/** The folder of bundles is below node_modules, where Node finds the packages that a test imports. */
export const bundles = join('node_modules', '.cache', 'utd-tests');

/** @returns {string} the source of a bundled test; any other file unchanged */
export function testOf(/** @type {string} */ file) {
  const [folder, ...path] = relative(bundles, file).split(sep);
  return folder === '..' ? relative('.', file) : path.join('/').replace(/\.js$/, '.ts');
}
