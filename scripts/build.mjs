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

/** The products of dist/cdn/, each under a name that stays; what several products share is in chunks. */
const products = { 'audio-room': 'src/define/audio-room-elements.ts' };

/**
 * Files of dist/cdn/ without a chunk, so that none waits for another round trip. The code that a product has as well
 * is in both: 9 kB of lit for a page with `<utd-client>` alone, 4 kB of the protocol.
 */
const wholeFiles = {
  client: 'src/define/client-elements.ts',
  livekit: 'src/platform/livekit/livekit-transport.ts',
  utd: 'src/define/autoload.ts',
};

/** Modules that a page's own scripts import: the copies that the elements of `scriptProduct` use. */
const facades = { index: './src/index.ts', lit: 'lit' };
const scriptProduct = 'audio-room';

/** The names that a module exports. */
async function exportsOf(/** @type {string} */ specifier) {
  const { metafile } = await build({
    ...common,
    stdin: { contents: `export * from '${specifier}';`, resolveDir: '.' },
    outdir: 'out',
    write: false,
    metafile: true,
  });
  return metafile.outputs['out/stdin.js']?.exports ?? [];
}

/** What a page takes without a bundler. */
async function buildForPages(/** @type {string} */ outdir) {
  const fileOf = new Map(
    Object.entries({ ...products, ...wholeFiles }).map(([name, source]) => [path.resolve(source), name]),
  );
  /** A dynamic import of a file that has a name of its own stays an import. @type {import('esbuild').Plugin} */
  const namedFiles = {
    name: 'named files',
    setup: ({ onResolve }) =>
      onResolve({ filter: /\.ts$/ }, ({ path: imported, resolveDir, kind }) => {
        const name = kind === 'dynamic-import' && fileOf.get(path.resolve(resolveDir, imported));
        return name ? { path: `./${name}.js`, external: true } : undefined;
      }),
  };
  const minified = { ...common, outdir, minify: true, metafile: true, plugins: [namedFiles] };
  const { metafile } = await build({ ...minified, entryPoints: products, chunkNames: 'utd-[hash]' });
  /** Every file that comes with `name`, itself included. */
  const filesOf = (/** @type {string} */ name, found = new Set([`${name}.js`])) => {
    const output = metafile?.outputs[path.relative('.', path.join(outdir, `${name}.js`))];
    for (const { path: file, kind } of output?.imports ?? []) {
      const imported = path.basename(file);
      if (kind !== 'import-statement' || found.has(imported)) continue;
      filesOf(path.basename(imported, '.js'), found.add(imported));
    }
    return [...found];
  };
  const builtModules = {
    ...Object.fromEntries(Object.keys(products).map((name) => [name, filesOf(name)])),
    client: ['client.js'],
    join: ['livekit.js'],
  };
  await build({
    ...minified,
    splitting: false,
    entryPoints: wholeFiles,
    define: { builtModules: JSON.stringify(builtModules) },
  });
  for (const [name, specifier] of Object.entries(facades))
    writeFileSync(
      path.join(outdir, `${name}.js`),
      `export { ${(await exportsOf(specifier)).join(', ')} } from './${scriptProduct}.js';\n`,
    );
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
