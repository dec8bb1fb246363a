// Builds dist/: ES modules with types, the style sheet, and modules for pages without a bundler.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compressModules } from './compress-modules.mjs';
import { writeEditorData } from './editor-data.mjs';

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  format: 'esm',
  splitting: true,
  // A later target would keep decorators, which no browser parses. tsconfig.json lowers them in the older way, because
  // esbuild's runtime of the newer decorators is 1.9 kB on every page.
  target: 'es2022',
  sourcemap: true,
  // The licences of packages are in a file beside each module that holds their code.
  legalComments: 'linked',
  logLevel: 'warning',
};

/** The exports of package.json that are modules. @type {{ default: string }[]} */
const exported = Object.values(JSON.parse(readFileSync('package.json', 'utf8')).exports).filter(
  (each) => typeof each === 'object',
);

const entries = [
  ...exported.map((each) => each.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')),
  // The client is no export of package.json. This entry makes esbuild keep sessions in chunks of their own, so that an
  // app without elements loads no lit.
  'src/client.ts',
];

/** The products of dist/cdn/. All names stay, so that a page can preload. */
const products = {
  'audio-room': 'src/define/audio-room-elements.ts',
  'live-stream': 'src/define/live-stream-elements.ts',
  call: 'src/define/call-elements.ts',
  signal: 'src/define/signal-elements.ts',
};

/** The name of the file of code that some products share. */
function sharedName(/** @type {string[]} */ sharing) {
  const others = Object.keys(products).filter((each) => !sharing.includes(each));
  if (!others.length) return 'elements';
  // Media sessions are in every product but this one.
  return others.join() === 'signal' ? 'session' : sharing.join('-');
}

/**
 * Files of dist/cdn/ without a chunk, because a chunk costs another round trip. Code that a product contains too is in
 * both files: 9 kB of lit for a page with `<utd-client>` alone, 4 kB of the protocol.
 */
const wholeFiles = {
  client: 'src/define/client-elements.ts',
  livekit: 'src/platform/livekit/livekit-transport.ts',
  utd: 'src/define/autoload.ts',
};

/**
 * Modules that a page's own scripts import: the copies that the elements use. What every product has comes from the file
 * of the first.
 */
const facades = { index: './src/index.ts', lit: 'lit' };

/** Modules that the client of scripts takes from the files of products. */
const inProducts = {
  'src/platform/platform.ts': 'audio-room',
  'src/controllers/audio-room-controller.ts': 'audio-room',
  'src/controllers/live-stream-controller.ts': 'live-stream',
  'src/controllers/call-controller.ts': 'call',
  'src/controllers/signal-controller.ts': 'signal',
  'src/protocol/rest/room-endpoints.ts': 'audio-room',
  'src/protocol/rest/seat-endpoints.ts': 'audio-room',
  'src/protocol/speakers/speaker-endpoints.ts': 'audio-room',
  'src/protocol/stage/stage-endpoints.ts': 'live-stream',
  'src/protocol/call/call-endpoints.ts': 'call',
  'src/protocol/signalling/signal-endpoints.ts': 'signal',
};

/** The names that a module exports. */
async function exportsOf(/** @type {string} */ specifier) {
  const { metafile } = await build({
    ...common,
    stdin: { contents: `export * from '${specifier}';`, resolveDir: '.' },
    outdir: 'out',
    write: false,
    metafile: true,
    sourcemap: false,
    // The names of a module are known without the code of the largest package.
    external: ['livekit-client'],
  });
  return metafile.outputs['out/stdin.js']?.exports ?? [];
}

/**
 * Leaves out what is not used of @lit-labs/signals. Its modules have no effects, which its package.json does not say.
 *
 * @type {import('esbuild').Plugin}
 */
const withoutEffects = {
  name: 'without effects',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^\.\/lib\/.*\.js$/ }, async ({ path: imported, pluginData, ...options }) => {
      if (pluginData || !options.importer.includes('@lit-labs/signals')) return undefined;
      return { ...(await resolve(imported, { ...options, pluginData: true })), sideEffects: false };
    }),
};

/**
 * Builds the modules for a page's own scripts: re-exports of the products' files, and the client.
 *
 * @param {string} outdir
 * @param {(product: string) => string[]} exportsOfProduct
 */
async function buildForScripts(outdir, exportsOfProduct) {
  const fileOf = new Map(Object.entries(inProducts).map(([source, name]) => [realpathSync(source), name]));
  /** @type {import('esbuild').Plugin} */
  const fromProducts = {
    name: 'from products',
    setup: ({ onResolve }) =>
      onResolve({ filter: /\.ts$/ }, ({ path: imported, resolveDir }) => {
        const name = fileOf.get(path.resolve(resolveDir, imported));
        return name ? { path: `./${name}.js`, external: true } : undefined;
      }),
  };
  const sources = [
    ...Object.keys(products).map((name) => ({ from: `./${name}.js`, there: exportsOfProduct(name) })),
    { from: './src/client.ts', there: await exportsOf('./src/client.ts') },
  ];
  for (const [name, specifier] of Object.entries(facades)) {
    let left = await exportsOf(specifier);
    const lines = [];
    for (const { from, there } of sources) {
      lines.push(`export { ${left.filter((each) => there.includes(each)).join(', ')} } from '${from}';`);
      left = left.filter((each) => !there.includes(each));
    }
    await build({
      ...common,
      splitting: false,
      minify: true,
      stdin: {
        contents: lines.filter((line) => !line.startsWith('export {  }')).join('\n'),
        resolveDir: '.',
      },
      outfile: path.join(outdir, `${name}.js`),
      external: Object.keys(products).map((product) => `./${product}.js`),
      plugins: [fromProducts],
    });
  }
}

/**
 * Names the chunks of a build after the products that share them.
 *
 * @param {import('esbuild').Metafile} metafile
 * @returns {import('esbuild').Metafile} with the new names
 */
function nameChunks({ outputs, ...rest }) {
  /** Chunk → products that import it. @type {Map<string, Set<string>>} */
  const sharing = new Map();
  const follow = (/** @type {string} */ file, /** @type {string} */ product) => {
    for (const { path: imported, external } of outputs[file]?.imports ?? []) {
      const known = sharing.get(imported) ?? new Set();
      if (external || known.has(product)) continue;
      sharing.set(imported, known.add(product));
      follow(imported, product);
    }
  };
  for (const [file, { entryPoint }] of Object.entries(outputs))
    if (entryPoint) follow(file, path.basename(file, '.js'));
  const renamed = (/** @type {string} */ text) =>
    [...sharing].reduce(
      (named, [chunk, by]) => named.replaceAll(path.basename(chunk, '.js'), sharedName([...by].toSorted())),
      text,
    );
  for (const file of Object.keys(outputs)) {
    writeFileSync(renamed(file), renamed(readFileSync(file, 'utf8')));
    if (renamed(file) !== file) rmSync(file);
  }
  return JSON.parse(renamed(JSON.stringify({ outputs, ...rest })));
}

/** Builds dist/cdn/, for pages without a bundler. */
async function buildForPages(/** @type {string} */ outdir) {
  const fileOf = new Map(
    // esbuild names files by their real paths, also where a folder of the checkout is a link.
    Object.entries({ ...products, ...wholeFiles }).map(([name, source]) => [realpathSync(source), name]),
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
  const minified = { ...common, outdir, minify: true, metafile: true, plugins: [namedFiles, withoutEffects] };
  const built = await build({ ...minified, entryPoints: products, chunkNames: 'chunk-[hash]' });
  const metafile = nameChunks(/** @type {import('esbuild').Metafile} */ (built.metafile));
  const outputOf = (/** @type {string} */ name) =>
    metafile.outputs[path.relative('.', path.join(outdir, `${name}.js`))];
  /** The file of `name`, and every file that its static imports load. */
  const filesOf = (/** @type {string} */ name, found = new Set([`${name}.js`])) => {
    for (const { path: file, kind } of outputOf(name)?.imports ?? []) {
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
  await buildForScripts(outdir, (product) => outputOf(product)?.exports ?? []);
}

/**
 * @param {{ out?: string, types?: boolean, compress?: boolean }} options `false` saves a start the time of the type
 *   declarations, and of the last 4 % of the size
 */
export async function buildAll({ out = 'dist', types = true, compress = true } = {}) {
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
  if (compress) await compressModules(path.join(out, 'cdn'));
  copyFileSync('src/utd.css', path.join(out, 'utd.css'));
  if (!types) return;
  writeEditorData(out);
  const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', out], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${out}/ has no types: tsc failed. Its messages are above.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildAll();
