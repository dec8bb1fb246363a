import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from '../../../scripts/build.mjs';

/** Below node_modules, so that what is in it finds the packages. */
const root = join('node_modules', '.cache', 'utd-published');

/** The library as an app has it after `npm install`, beside a folder for the app's own files. */
export async function installed(): Promise<{ app: string; library: string }> {
  const library = join(root, 'node_modules', 'utd-stream-elements');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(library, { recursive: true });
  for (const file of ['package.json', 'custom-elements.json']) cpSync(file, join(library, file));
  await buildAll({ out: join(library, 'dist') });
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  return { app: root, library };
}
