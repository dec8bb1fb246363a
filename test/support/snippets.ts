import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Snippet {
  /** `README.md:12`, as an editor finds it. */
  readonly where: string;
  readonly language: 'html' | 'ts';
  readonly code: string;
}

const fence = /^```(html|ts)[^\S\n]*\n(.*?)^```/gms;

/** Every fence of a page that says nothing but `html` or `ts`: it is run. `sh`, `json` and others are only read. */
export const snippetsOf = (file: string, text: string): Snippet[] =>
  [...text.matchAll(fence)].map(({ 1: language, 2: code = '', index }) => ({
    where: `${file}:${text.slice(0, index).split('\n').length}`,
    language: language as Snippet['language'],
    code,
  }));

/** The pages that people copy from. */
export function documented(): Snippet[] {
  const guide = join('docs', 'guide');
  const pages = existsSync(guide) ? readdirSync(guide).map((file) => join(guide, file)) : [];
  return ['README.md', ...pages]
    .filter((file) => file.endsWith('.md') && existsSync(file))
    .flatMap((file) => snippetsOf(file, readFileSync(file, 'utf8')));
}
