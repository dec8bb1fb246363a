import { appendFileSync } from 'node:fs';
import { chromeLauncher } from '@web/test-runner-chrome';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { autoplayArg, chromiumArgs, findChromium } from './scripts/chromium.mjs';

/** Counts for scripts/test.mjs. */
const tally = {
  /** @param {{ sessions: { testResults?: object, errors: object[], passed: boolean }[] }} results */
  stop({ sessions }) {
    let passed = 0;
    let failed = 0;
    const count = (/** @type {any} */ suite) => {
      for (const test of suite?.tests ?? [])
        if (test.passed) passed++;
        else failed++;
      for (const inner of suite?.suites ?? []) count(inner);
    };
    for (const session of sessions) {
      count(session.testResults);
      // A file that could not be loaded has no tests to fail.
      if (!session.passed && session.errors.length) failed++;
    }
    const file = process.env['UTD_TALLY'];
    if (file) appendFileSync(file, `${JSON.stringify({ passed, failed })}\n`);
  },
};

export default {
  files: 'src/elements/**/*.test.ts',
  nodeResolve: { exportConditions: ['browser', 'development'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022' })],
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
  reporters: [
    (await import('@web/test-runner')).defaultReporter({
      reportTestResults: true,
      reportTestProgress: false,
    }),
    tally,
  ],
};
