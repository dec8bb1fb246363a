import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface Import {
  /** What is written between the quotes. */
  readonly from: string;
  /** The file meant, where it is one of ours. */
  readonly file: string | undefined;
  /** Gone after compiling. */
  readonly typeOnly: boolean;
}

export interface Source {
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

const comments = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const statements =
  /^(?:import|export)\b(\s+type\b)?[^;'"]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

export const withoutComments = (text: string): string => text.replace(comments, '');

/** The imports of a file that prettier has formatted. */
export function importsOf(file: string, text: string): Import[] {
  return [...withoutComments(text).matchAll(statements)].map(([, type, from, bare, dynamic]) => {
    const spec = from ?? bare ?? dynamic ?? '';
    const own = spec.startsWith('.') ? normalize(join(dirname(file), spec)) : undefined;
    return { from: spec, file: own, typeOnly: type !== undefined };
  });
}

/** What is shipped or run below `folder`; tests stand beside it and are no part of it. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs)$/.test(file) && !/node_modules|\.(test|types)\.ts$/.test(file))
    .map((name) => {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8');
      return { file, lines: text.trimEnd().split('\n').length, imports: importsOf(file, text) };
    });
}
