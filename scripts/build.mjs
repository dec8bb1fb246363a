// Builds dist/: ES modules with types, the style sheet, and one module script that registers everything.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  format: 'esm',
  splitting: true,
  // With a later target decorators stay as written, which no browser reads.
  target: 'es2022',
  sourcemap: true,
  logLevel: 'warning',
};

/** What can be imported: each is an entry of package.json. */
const entries = [
  'src/index.ts',
  'src/define.ts',
  ...readdirSync('src/elements')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => `src/elements/${file}`),
];

export async function buildAll({ types = true } = {}) {
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist', { recursive: true });
  await Promise.all([
    build({
      ...common,
      entryPoints: entries,
      outbase: 'src',
      outdir: 'dist',
      packages: 'external',
      chunkNames: 'chunks/[hash]',
    }),
    build({
      ...common,
      entryPoints: { utd: 'src/define.ts' },
      outdir: 'dist/cdn',
      minify: true,
      chunkNames: 'utd-[hash]',
    }),
  ]);
  copyFileSync('src/utd.css', 'dist/utd.css');
  if (types) {
    const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
    if (status !== 0) throw new Error('dist/ has no types: tsc failed. Its messages are above.');
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildAll();
