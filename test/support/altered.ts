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
async function pointed(file: string, text: string): Promise<string> {
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

/** Builds `src/` with its await points named, and with a defect in it where one is given. */
export const altered = (defect?: Defect): Plugin => ({
  name: 'altered',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const file = relative('src', path);
      const text = readFileSync(path, 'utf8');
      if (file !== defect?.file) return { contents: await pointed(file, text) };
      assert(text.includes(defect.from), `${file} no longer holds what the defect replaces: ${defect.from}`);
      return { contents: await pointed(file, text.replace(defect.from, defect.to)) };
    });
  },
});
