// Builds dist/: ES modules with types, the style sheet, and one module script that registers everything.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  format: 'esm',
  splitting: true,
  // With a later target decorators stay as written, which no browser reads; tsconfig.json has them lowered the
  // older way, without the 1.9 kB that esbuild's runtime of the newer one weighs on every page.
  target: 'es2022',
  sourcemap: true,
  logLevel: 'warning',
};

/** The exports of package.json that are modules. @type {{ default: string }[]} */
const exported = Object.values(JSON.parse(readFileSync('package.json', 'utf8')).exports).filter(
  (each) => typeof each === 'object',
);

const entries = [
  ...exported.map((each) => each.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')),
  // The client is no export of package.json. As an entry it keeps the sessions in files of their own, so that
  // an app without elements gets no lit.
  'src/client.ts',
];

/** What a page takes without a bundler: the elements, and the modules that its own scripts import. */
const forPages = { utd: 'src/define.ts', index: 'src/index.ts', lit: 'lit' };

/**
 * @param {{ out?: string, types?: boolean }} options `types: false` is for a start, which has no use for them
 */
export async function buildAll({ out = 'dist', types = true } = {}) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await Promise.all([
    build({
      ...common,
      entryPoints: entries,
      outbase: 'src',
      outdir: out,
      packages: 'external',
      chunkNames: 'chunks/[hash]',
    }),
    build({
      ...common,
      entryPoints: forPages,
      outdir: join(out, 'cdn'),
      minify: true,
      chunkNames: 'utd-[hash]',
    }),
  ]);
  copyFileSync('src/utd.css', join(out, 'utd.css'));
  if (!types) return;
  const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', out], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${out}/ has no types: tsc failed. Its messages are above.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildAll();
