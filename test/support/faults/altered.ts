import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import { transform, type Plugin } from 'esbuild';

/** A defect that a test puts into its own build of the source, to see that a check catches it. */
export interface Defect {
  /** Below src/. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const options = readFileSync('tsconfig.json', 'utf8');

/** Names what each `await` waits for: `await x` → `await awaited('file: x', x)`. */
export async function pointed(file: string, text: string): Promise<string> {
  const { code } = await transform(text, { loader: 'ts', target: 'es2022', tsconfigRaw: options });
  const edits: (readonly [at: number, text: string])[] = [];
  simple(parse(code, { ecmaVersion: 2022, sourceType: 'module' }), {
    AwaitExpression({ argument: { start, end } }) {
      const name = JSON.stringify(`${file}: ${code.slice(start, end).replace(/\s+/g, ' ').slice(0, 60)}`);
      edits.push([start, `awaited(${name}, `], [end, ')']);
    },
  });
  return edits
    .sort(([a], [b]) => b - a)
    .reduce((done, [at, insert]) => done.slice(0, at) + insert + done.slice(at), code);
}

/**
 * Builds `src/` with these defects in it.
 *
 * @param then what else becomes of each file
 */
export const altered = (
  defects: readonly Defect[],
  then: (file: string, text: string) => string | Promise<string> = (_, text) => text,
): Plugin => ({
  name: 'altered',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const file = relative('src', path);
      const text = defects
        .filter((defect) => defect.file === file)
        .reduce(
          (text, { from, to }) => {
            assert(text.includes(from), `${file} no longer holds what the defect replaces: ${from}`);
            return text.replace(from, to);
          },
          readFileSync(path, 'utf8'),
        );
      return { contents: await then(file, text), loader: 'ts' };
    });
  },
});
