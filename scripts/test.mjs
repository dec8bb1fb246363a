// `npm test`: set-up, then every kind of test, then one line `N passed, N failed`.
//   node scripts/test.mjs [kind …] [--only part-of-a-file-name]
import './install.mjs';

// This module imports packages, and so is loaded after the install.
const { runTests } = await import('./test-run.mjs');
const [, , ...args] = process.argv;
const at = args.indexOf('--only');
const only = at < 0 ? undefined : args[at + 1];
const failed = await runTests(at < 0 ? args : args.toSpliced(at, 2), only);
process.exit(failed === 0 ? 0 : 1);
