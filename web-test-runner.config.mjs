import { appendFileSync } from 'node:fs';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { autoplayArg, chromiumArgs, findChromium } from './scripts/chromium.mjs';
import { bundleTests } from './scripts/test-bundle.mjs';
import { elementTests, testOf } from './scripts/test-files.mjs';

/** @typedef {{ name: string, passed: boolean, error?: { message?: string } }} Test */
/** @typedef {{ tests?: Test[], suites?: Suite[] }} Suite */

/** @returns {Test[]} */
const testsOf = (/** @type {Suite | undefined} */ suite) => [
  ...(suite?.tests ?? []),
  ...(suite?.suites ?? []).flatMap(testsOf),
];

/** Counts for scripts/test.mjs. A test that was skipped has not passed. */
const tally = {
  /** @param {{ sessions: { testFile: string, testResults?: Suite, errors: { message?: string }[] }[] }} results */
  stop({ sessions }) {
    const counted = { passed: 0, failed: 0, failures: /** @type {string[]} */ ([]) };
    const fail = (/** @type {string} */ failure) => {
      counted.failed++;
      counted.failures.push(failure);
    };
    for (const { testFile, testResults, errors } of sessions) {
      const tests = testsOf(testResults);
      const file = testOf(testFile);
      for (const { name, passed, error } of tests)
        if (passed) counted.passed++;
        else fail(`${name} (${file}): ${error?.message ?? 'It was not run.'}`);
      // A file that could not be loaded, or holds no test, has none to fail.
      if (errors.length || !tests.length)
        fail(`${file}: ${errors[0]?.message ?? 'There is no test in this file.'}`);
    }
    const file = process.env['UTD_TALLY'];
    if (file) appendFileSync(file, `${JSON.stringify(counted)}\n`);
  },
};

export default {
  files: await bundleTests(elementTests(process.env['UTD_ONLY']), 'browser', [
    'test/support/element/second-copy.ts',
  ]),
  concurrency: 1,
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: findChromium(console.log),
        args: [...chromiumArgs, autoplayArg, '--js-flags=--expose-gc'],
      },
    }),
  ],
  testFramework: { config: { timeout: 10_000 } },
  filterBrowserLogs: (/** @type {{ args: unknown[] }} */ { args }) =>
    !/^(Lit is in dev mode|Multiple versions of Lit|Feature flags __VUE|Angular is running)/.test(
      String(args[0]),
    ),
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), tally],
};
