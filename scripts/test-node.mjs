// Runs files of tests in the given order. `node --test` would sort the files by name.
//   node scripts/test-node.mjs how-many-at-once milliseconds-for-each file …
import { resolve } from 'node:path';
import { run } from 'node:test';
import reporter from './reporter.mjs';

const [, , atOnce, limit, ...files] = process.argv;
run({
  files: files.map((file) => resolve(file)),
  concurrency: Number(atOnce),
  timeout: Number(limit),
})
  .on('test:fail', () => (process.exitCode = 1))
  .compose(reporter)
  .pipe(process.stdout);
