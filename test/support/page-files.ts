import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** The script that a page without a bundler names. */
export const autoloader = 'utd.js';

interface PageFile {
  /** Gzipped. */
  readonly bytes: number;
  /** Packages whose code is in the file. */
  readonly packages: readonly string[];
  readonly imports: readonly { readonly file: string; readonly dynamic: boolean }[];
}

export type PageFiles = ReadonlyMap<string, PageFile>;

/** The files of dist/cdn/ that a page with the autoloader and these product files can come to load. */
export async function pageFiles(cdn: string): Promise<PageFiles> {
  const { metafile } = await build({
    entryPoints: [join(cdn, autoloader)],
    bundle: true,
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    outdir: 'out',
  });
  return new Map(
    Object.entries(metafile.inputs).map(([path, { imports }]) => {
      const { sources } = JSON.parse(readFileSync(`${path}.map`, 'utf8')) as { sources: string[] };
      const packages = sources.flatMap(
        (source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [],
      );
      return [
        basename(path),
        {
          bytes: gzipSync(readFileSync(path), { level: 9 }).length,
          packages: [...new Set(packages)],
          imports: imports.map((each) => ({
            file: basename(each.path),
            dynamic: each.kind === 'dynamic-import',
          })),
        },
      ];
    }),
  );
}

export function fileIn(files: PageFiles, name: string): PageFile {
  const file = files.get(name);
  if (!file) throw new Error(`No page loads ${name}.`);
  return file;
}

/** These files and all that they import statically. */
export function loadedWith(files: PageFiles, names: readonly string[]): readonly string[] {
  const found = new Set(names);
  for (const name of found)
    for (const { file, dynamic } of fileIn(files, name).imports) if (!dynamic) found.add(file);
  return [...found];
}

/**
 * How many imports lead from the autoloader to each file, of those that a page with one product comes to load.
 *
 * @param product name of the file of the product
 */
export function importLevels(files: PageFiles, product: string): ReadonlyMap<string, number> {
  const levels = new Map([[autoloader, 0]]);
  for (const [name, level] of levels)
    for (const { file } of fileIn(files, name).imports) {
      if (levels.has(file) || (name === autoloader && file !== product)) continue;
      levels.set(file, level + 1);
    }
  return levels;
}
