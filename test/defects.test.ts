import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

/** A defect as a test writes it down: the file below `src/`, and the text that the defect replaces. */
const defect = /file: '([^']+)',\s*from:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;

const written = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('defects.test.ts'))
  .flatMap((name) => {
    const test = join('test', name);
    return [...readFileSync(test, 'utf8').matchAll(defect)].map(([, file = '', quoted = '']) => ({
      test,
      file,
      text: quoted
        .slice(1, -1)
        .replaceAll('\\n', '\n')
        .replace(/\\(['"\\])/g, '$1'),
    }));
  });

describe('The injected defects', () => {
  it('are found in the tests', () => assert(written.length > 10, `${written.length} were found`));

  it('replace text that is in the source, so that each of them is one', () => {
    const stale = written
      .filter(({ file, text }) => {
        const source = join('src', file);
        return !existsSync(source) || !readFileSync(source, 'utf8').includes(text);
      })
      .map(({ test, file, text }) => `${test}: src/${file} does not hold: ${text}`);
    assert.deepEqual(stale, []);
  });
});
