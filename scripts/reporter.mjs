// What node:test ran: failures as they come, and at the end one line of JSON for scripts/test.mjs.
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { testOf } from './test-files.mjs';

/** What is told of a test beside its name, as node:test has it. @typedef {{ name: string, file?: string, skip?: unknown, todo?: unknown, details?: { type?: string, error?: any } }} Told */

/** A group fails with its tests, which are counted; one whose hook failed has no test to say so. */
const isGroup = (/** @type {Told} */ { details }) => details?.error?.failureType === 'subtestsFailed';

/** Why this counts as failed, or nothing where it passed. @returns {unknown} */
function failure(/** @type {string} */ type, /** @type {Told} */ { name, file, skip, todo, details }) {
  if (type === 'test:fail') return details?.error?.cause ?? details?.error ?? 'failed';
  if (skip !== undefined || todo !== undefined) return 'It was not run. A test runs, or it is deleted.';
  // A file stands for itself only where it holds no test.
  return name === file ? 'There is no test in this file.' : undefined;
}

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* reporter(source) {
  /** `files`: how long each took, in milliseconds. @type {{ passed: number, failed: number, files: Record<string, number> }} */
  const counted = { passed: 0, failed: 0, files: {} };
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
      counted.failed++;
      yield `\n✗ ${data.name} (${file})\n  ${typeof why === 'string' ? why : inspect(why)}\n`;
    }
  }
  const tally = process.env['UTD_TALLY'];
  if (tally) appendFileSync(tally, `${JSON.stringify(counted)}\n`);
}
