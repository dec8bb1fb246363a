// Bundles the tests once for a run, so that no test process loads a compiler.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundles } from './test-files.mjs';

/** Keeps scripts out of bundles, because some scripts find files beside their own address. */
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

/** Compiles components of Svelte, also for a server: `page.svelte?server`. */
const components = {
  name: 'components',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /\.svelte$/ }, async ({ path, suffix }) => {
      const { compile } = await import('svelte/compiler');
      const generate = suffix === '?server' ? 'server' : 'client';
      const { js, warnings } = compile(readFileSync(path, 'utf8'), { filename: path, dev: true, generate });
      return { contents: js.code, warnings: warnings.map(({ message }) => ({ text: message })) };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  // A shared chunk would be evaluated before the first import of a test.
  splitting: false,
  format: 'esm',
  outbase: '.',
  // `sideEffects` in package.json is for apps. A test may import a file for its side effects alone.
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
    // The development builds of packages warn of more mistakes.
    conditions: ['development'],
    // The runner serves these paths to its pages.
    external: ['/__*'],
    plugins: [components],
  },
};

/**
 * Bundles test files into a folder that is removed at the end of this process.
 *
 * @param {string[]} files from the project's folder
 * @param {'node' | 'browser'} platform
 * @param {string[]} others files that tests load by address
 * @returns {Promise<string[]>} the file of each test, in the same order
 */
export async function bundleTests(files, platform, others = []) {
  mkdirSync(bundles, { recursive: true });
  const outdir = mkdtempSync(join(bundles, `${platform}-`));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  await build({ ...options[platform], entryPoints: [...files, ...others], outdir });
  return files.map((file) => join(outdir, file.replace(/\.ts$/, '.js')));
}
