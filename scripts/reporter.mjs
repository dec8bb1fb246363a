// Writes what node:test ran: failures as they come, and at the end one line of JSON for scripts/test.mjs.
import { appendFileSync } from 'node:fs';

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* reporter(source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // Suites are not tests, and files whose tests are counted are not either. A skipped test is a failure of the house rules.
    if (data.details?.type === 'suite') {
      if (type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed') failed++;
      continue;
    }
    if (type === 'test:pass' && data.skip === undefined && data.todo === undefined) passed++;
    else if (data.details?.error?.failureType !== 'subtestsFailed') {
      failed++;
      const error = data.details?.error?.cause ?? data.details?.error ?? 'skipped';
      yield `\n✗ ${data.name} (${data.file})\n  ${error.stack ?? error}\n`;
    }
  }
  const tally = process.env['UTD_TALLY'];
  if (tally) appendFileSync(tally, `${JSON.stringify({ passed, failed })}\n`);
}
