import { appendFileSync } from 'node:fs';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { autoplayArg, chromiumArgs, findChromium } from './scripts/chromium.mjs';
import { bundleTests } from './scripts/test-bundle.mjs';
import { elementTests } from './scripts/test-files.mjs';

/** @typedef {{ tests?: { passed: boolean }[], suites?: Suite[] }} Suite */

/** @returns {{ passed: boolean }[]} */
const testsOf = (/** @type {Suite | undefined} */ suite) => [
  ...(suite?.tests ?? []),
  ...(suite?.suites ?? []).flatMap(testsOf),
];

/** Counts for scripts/test.mjs. A test that was skipped has not passed. */
const tally = {
  /** @param {{ sessions: { testResults?: Suite, errors: object[] }[] }} results */
  stop({ sessions }) {
    const tests = sessions.flatMap(({ testResults }) => testsOf(testResults));
    const passed = tests.filter((test) => test.passed).length;
    // A file that could not be loaded, or holds no test, has none to fail.
    const broken = sessions.filter(
      ({ testResults, errors }) => errors.length || !testsOf(testResults).length,
    );
    const file = process.env['UTD_TALLY'];
    const counted = { passed, failed: tests.length - passed + broken.length };
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
