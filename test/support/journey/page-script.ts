import { build } from 'esbuild';
import { altered, type Defect } from '../faults/altered.ts';

const scripts = new Map<string, Promise<string>>();

/**
 * The script of a page, built once.
 *
 * @param defects put into what it holds of `src/`
 */
export function pageScript(entry: string, defects: readonly Defect[] = []): Promise<string> {
  const key = JSON.stringify([entry, defects]);
  const script = scripts.get(key) ?? bundle(entry, defects);
  scripts.set(key, script);
  return script;
}

async function bundle(entry: string, defects: readonly Defect[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    plugins: [altered(defects)],
  });
  return outputFiles[0]!.text;
}
