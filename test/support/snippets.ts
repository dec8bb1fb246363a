import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { developmentApp } from '../../scripts/stack.mjs';
import type { Stack } from './journey.ts';

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

/** What a snippet says of where it runs, as somebody changes it who has pasted it. */
export const pasted = (
  { code }: Pick<Snippet, 'code'>,
  { engineUrl, app }: Pick<Stack, 'engineUrl' | 'app'>,
) =>
  code.replaceAll(/http:\/\/(127\.0\.0\.1|localhost):4000/g, engineUrl).replaceAll(developmentApp.id, app.id);

/** The pages that people copy from. */
export function documented(): Snippet[] {
  const guide = join('docs', 'guide');
  const pages = existsSync(guide) ? readdirSync(guide).map((file) => join(guide, file)) : [];
  return ['README.md', ...pages]
    .filter((file) => file.endsWith('.md') && existsSync(file))
    .flatMap((file) => snippetsOf(file, readFileSync(file, 'utf8')));
}
