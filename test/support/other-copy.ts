import { build } from 'esbuild';

/** Another copy of the library, as one script: the elements, with nothing shared with those of `dist/`. */
export async function otherCopy(version: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['src/define.ts'],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    plugins: [
      {
        name: 'version',
        setup: ({ onLoad }) =>
          onLoad({ filter: /src\/model\/version\.ts$/ }, () => ({
            contents: `export const version = '${version}';`,
          })),
      },
    ],
  });
  return outputFiles[0]!.text;
}
