import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';

interface Budget {
  readonly what: string;
  /** Most that it may weigh, in kB of 1,000 bytes, minified and gzipped. */
  readonly kB: number;
  /** What an app writes to get it, or the file that it loads. */
  readonly code: string | { readonly file: string };
  /** What stays outside of the weighing. */
  readonly without?: RegExp;
}

const budgets: readonly Budget[] = [
  {
    what: 'the audio room whole, before the join, with its packages',
    kB: 70,
    code: { file: 'src/define.ts' },
  },
];

const leaveOut = (filter: RegExp): Plugin => ({
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path, external: true },
    );
  },
});

/** What is loaded at once; what is imported dynamically comes on join. */
async function weigh({ code, without }: Budget): Promise<{ bytes: number; packages: string[] }> {
  const { outputFiles, metafile } = await build({
    ...(typeof code === 'string'
      ? { stdin: { contents: code, resolveDir: process.cwd(), loader: 'ts' } }
      : { entryPoints: [code.file] }),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    splitting: true,
    write: false,
    metafile: true,
    outdir: 'out',
    plugins: without ? [leaveOut(without)] : [],
  });
  const loaded = new Set<string>();
  const load = (path: string) => {
    const output = metafile.outputs[path];
    if (!output || loaded.has(path)) return;
    loaded.add(path);
    for (const each of output.imports) if (each.kind === 'import-statement') load(each.path);
  };
  const entry = typeof code === 'string' ? '<stdin>' : code.file;
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) if (entryPoint === entry) load(path);
  const bytes = outputFiles
    .filter(({ path }) => [...loaded].some((each) => path.endsWith(each)))
    .reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  const inputs = [...loaded].flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}));
  return { bytes, packages: inputs.filter((input) => input.includes('node_modules')) };
}

describe('What it weighs', () => {
  for (const budget of budgets)
    it(`${budget.what}: at most ${budget.kB} kB`, async () => {
      const { bytes } = await weigh(budget);
      const kB = (bytes / 1000).toFixed(1);
      assert(bytes > 500, `only ${bytes} bytes were weighed: the scales are broken`);
      assert(
        bytes <= budget.kB * 1000,
        `${budget.what} weigh ${kB} kB, ${budget.kB} are allowed. Something heavy came in by a static import; esbuild --analyze says which.`,
      );
      console.log(`${budget.what}: ${kB} of ${budget.kB} kB`);
    });

  it('livekit-client is not among what a page loads before it joins', async () => {
    const { packages } = await weigh(budgets[0]!);
    assert(packages.some((each) => each.includes('/lit-element/')));
    assert.deepEqual(
      packages.filter((each) => each.includes('livekit')),
      [],
    );
  });
});
