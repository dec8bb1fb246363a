import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { sourcesIn } from './support/package/sources.ts';

const folders = ['src', 'engine', 'scripts', 'test'].flatMap(sourcesIn);
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

describe('The house', () => {
  it('a file has a name that says what it holds, in kebab-case', () => {
    const vague = /^(utils?|helpers?|types|common|managers?|services?)$/;
    const named = folders
      .map(({ file }) => ({ file, words: file.replace(/\.(ts|mjs)$/, '').split('/') }))
      .filter(({ words }) => words.some((word) => vague.test(word) || !/^[a-z0-9.-]+$/.test(word)));
    assert.deepEqual(
      named.map(({ file }) => `${file}: name it after what it exports.`),
      [],
    );
  });

  it('the library has exactly the dependencies that were decided on', () => {
    assert.deepEqual(Object.keys(json('package.json')['dependencies'] as object).toSorted(), [
      '@lit-labs/signals',
      '@lit/context',
      'lit',
      'livekit-client',
      'nanoevents',
      'signal-polyfill',
      'valibot',
    ]);
  });

  it('no file of packages says where it was downloaded', () => {
    const locks = ['package-lock.json', 'engine/package-lock.json', 'npm-shrinkwrap.json'].filter(existsSync);
    for (const lock of locks)
      assert.doesNotMatch(readFileSync(lock, 'utf8'), /"resolved": "https?:/, `${lock} names a registry`);
  });

  it('a lint rule is switched off nowhere, and no type error is', () => {
    const silenced = folders.filter(({ file }) =>
      /\b(oxlint|eslint)-disable|@ts-(ignore|nocheck|expect-error)|: any\b/.test(
        basename(file) === basename(import.meta.url) || !/^(src|engine)\//.test(file)
          ? ''
          : readFileSync(file, 'utf8'),
      ),
    );
    assert.deepEqual(
      silenced.map(({ file }) => file),
      [],
    );
  });

  it('a decision has a number of its own', () => {
    const folder = join('docs', 'decisions');
    const numbers = existsSync(folder) ? readdirSync(folder).map((file) => file.slice(0, 5)) : [];
    assert.deepEqual(
      numbers.filter((each) => !/^\d{4}-$/.test(each)),
      [],
      'a decision is named NNNN-what-was-decided.md',
    );
    assert.equal(new Set(numbers).size, numbers.length);
  });
});
