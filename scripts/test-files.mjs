// Which files of tests there are.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Tests below `folder`, with `only` in their names where it is given. @returns {string[]} */
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
];

/** Beside the source, and in Node. @returns {string[]} */
export const unitTests = (/** @type {string | undefined} */ only) =>
  [
    ...testsIn('src', only),
    ...testsIn('engine', only),
    ...testsIn(join('test', 'session'), only),
    ...testsIn(join('test', 'engine'), only),
  ].filter((file) => !file.startsWith(elements));

/** Beside the folders of the others. @returns {string[]} */
export const packageTests = (/** @type {string | undefined} */ only) =>
  testsIn('test', only).filter((file) => file.split(sep).length === 2);

/** Where they are bundled to: below node_modules, where they find the packages that they import. */
export const bundles = join('node_modules', '.cache', 'utd-tests');

/** @returns {string} the test that a bundled file was made of; any other file as it is */
export function testOf(/** @type {string} */ file) {
  const [folder, ...path] = relative(bundles, file).split(sep);
  return folder === '..' ? relative('.', file) : path.join('/').replace(/\.js$/, '.ts');
}
