// Builds dist/: ES modules with types, the style sheet, and modules for pages without a bundler.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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

/**
 * The files of dist/cdn/ that more than one page names or imports. A product is one file under a name that stays, with
 * what it shares in chunks. `join` is what a join imports.
 */
const products = {
  client: 'src/define/client-elements.ts',
  'audio-room': 'src/define/audio-room-elements.ts',
};
const join = { livekit: 'src/platform/livekit/livekit-transport.ts' };

/** Modules that a page's own scripts import, and the product whose file has them. @type {Record<string, keyof typeof products>} */
const facades = { index: 'audio-room', lit: 'client' };

/** What a page takes without a bundler. */
async function buildForPages(/** @type {string} */ outdir) {
  const minified = { ...common, outdir, minify: true };
  const { metafile } = await build({
    ...minified,
    entryPoints: { ...products, ...join },
    chunkNames: 'utd-[hash]',
    metafile: true,
  });
  const outputOf = (/** @type {string} */ name) => {
    const output = metafile.outputs[path.relative('.', path.join(outdir, `${name}.js`))];
    if (!output) throw new Error(`esbuild has written no ${name}.js.`);
    return output;
  };
  /** Every file that comes with `name`, itself included. */
  const filesOf = (/** @type {string} */ name, found = new Set([`${name}.js`])) => {
    for (const { path: file, kind } of outputOf(name).imports) {
      const imported = path.basename(file);
      if (kind !== 'import-statement' || found.has(imported)) continue;
      filesOf(path.basename(imported, '.js'), found.add(imported));
    }
    return [...found];
  };
  const builtModules = {
    ...Object.fromEntries(Object.keys(products).map((name) => [name, filesOf(name)])),
    join: Object.keys(join).flatMap((name) => filesOf(name)),
  };
  const fileOf = new Map(Object.entries(products).map(([name, source]) => [path.resolve(source), name]));
  await build({
    ...minified,
    entryPoints: { utd: 'src/define/autoload.ts' },
    define: { builtModules: JSON.stringify(builtModules) },
    plugins: [
      {
        name: 'products',
        setup: ({ onResolve }) =>
          onResolve({ filter: /-elements\.ts$/ }, ({ path: imported, resolveDir }) => ({
            path: `./${fileOf.get(path.resolve(resolveDir, imported))}.js`,
            external: true,
          })),
      },
    ],
  });
  for (const [name, product] of Object.entries(facades)) {
    const names = outputOf(product).exports.filter((each) => each !== 'elements');
    writeFileSync(
      path.join(outdir, `${name}.js`),
      `export { ${names.join(', ')} } from './${product}.js';\n`,
    );
  }
}

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
    buildForPages(path.join(out, 'cdn')),
  ]);
  copyFileSync('src/utd.css', path.join(out, 'utd.css'));
  if (!types) return;
  const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', out], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${out}/ has no types: tsc failed. Its messages are above.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildAll();
