// A reporter of node:test: prints failures at once, and writes one line of JSON with the counts and the failures for
// scripts/test.mjs.
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { testOf } from './test-files.mjs';

/** The data of an event of node:test. @typedef {{ name: string, file?: string, skip?: unknown, todo?: unknown, details?: { type?: string, error?: any } }} Told */

/** A group that failed by its tests is not counted: the tests are. A group that failed by a hook is counted. */
const isGroup = (/** @type {Told} */ { details }) => details?.error?.failureType === 'subtestsFailed';

/** The reason why a test counts as failed; `undefined` for a test that passed. @returns {unknown} */
function failure(/** @type {string} */ type, /** @type {Told} */ { name, file, skip, todo, details }) {
  if (type === 'test:fail') return details?.error?.cause ?? details?.error ?? 'failed';
  if (skip !== undefined || todo !== undefined) return 'It was not run. A test runs, or it is deleted.';
  // node:test reports a file under its own name only where the file holds no test.
  return name === file ? 'There is no test in this file.' : undefined;
}

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* reporter(source) {
  /** @type {Required<import('./test-kind.mjs').Counted>} */
  const counted = { passed: 0, failed: 0, failures: [], files: {} };
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const file = testOf(data.file ?? '');
    if (data.nesting === 0)
      counted.files[file] = (counted.files[file] ?? 0) + Math.round(data.details?.duration_ms ?? 0);
    if (isGroup(data) || (type === 'test:pass' && data.details?.type === 'suite')) continue;
    const why = failure(type, data);
    if (why === undefined) counted.passed++;
    else {
      const text = typeof why === 'string' ? why : inspect(why);
      counted.failed++;
      counted.failures.push(`${data.name} (${file}): ${text}`);
      yield `\n✗ ${data.name} (${file})\n  ${text}\n`;
    }
  }
  const tally = process.env['UTD_TALLY'];
  if (tally) appendFileSync(tally, `${JSON.stringify(counted)}\n`);
}
