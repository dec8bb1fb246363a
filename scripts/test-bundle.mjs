// The tests, bundled once for a run: a file of tests then costs a process and not a compiler as well.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundles } from './test-files.mjs';

/** The scripts are no part of a bundle: they run as they are, and some look at where they are. */
const scripts = {
  name: 'scripts',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /\/scripts\/[\w-]+\.mjs$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path),
      external: true,
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  // Shared chunks would be evaluated before what a test imports first.
  splitting: false,
  format: 'esm',
  outbase: '.',
  // What package.json says of side effects is for apps: a test may import a file for them alone.
  ignoreAnnotations: true,
  sourcemap: true,
  logLevel: 'warning',
};

/** @type {Record<'node' | 'browser', import('esbuild').BuildOptions>} */
const options = {
  node: { ...common, platform: 'node', target: 'node20', packages: 'external', plugins: [scripts] },
  browser: {
    ...common,
    platform: 'browser',
    target: 'es2022',
    // The packages warn of more there.
    conditions: ['development'],
    // What the runner serves to its pages.
    external: ['/__*'],
  },
};

/**
 * Bundles test files into a folder that is gone when this process ends.
 *
 * @param {string[]} files from the project's folder
 * @param {'node' | 'browser'} platform
 * @param {string[]} others what the tests load by its address
 * @returns {Promise<string[]>} the file of each test, in the same order
 */
export async function bundleTests(files, platform, others = []) {
  mkdirSync(bundles, { recursive: true });
  const outdir = mkdtempSync(join(bundles, `${platform}-`));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  await build({ ...options[platform], entryPoints: [...files, ...others], outdir });
  return files.map((file) => join(outdir, file.replace(/\.ts$/, '.js')));
}
