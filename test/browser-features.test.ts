import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { sourcesIn, withoutComments } from './support/package/sources.ts';

/** Names that Chrome 111, Firefox 115 or Safari 16.4 does not know. A compiler turns none of them into older code. */
const newer = [
  /\bURL\.(canParse|parse)\b/,
  /\bAbortSignal\.any\b/,
  /\bPromise\.(withResolvers|try)\b/,
  /\b(Object|Map)\.groupBy\b/,
  /\bArray\.fromAsync\b|\bIterator\.from\b/,
  /\bRegExp\.escape\b/,
  /\bError\.isError\b/,
  /\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|union|intersection|difference)\((?!\[)/,
  /\.(values|keys|entries)\(\)\s*\.(map|filter|some|every|find|forEach|reduce|flatMap|toArray|take|drop)\(/,
  /\.(isWellFormed|toWellFormed|transferToFixedLength)\(/,
  /\.(toBase64|toHex)\(|\.from(Base64|Hex)\(/,
  /\.(setHTMLUnsafe|getHTML|showPopover|hidePopover|togglePopover)\(/,
  /\brequestIdleCallback\b/,
  /:has\(|@scope\b|@starting-style\b|:popover-open|light-dark\(/,
  /\/[dgimsuy]*v[dgimsuy]*[;,)]$/m,
];

/** The features in a source that an older browser does not know. A schema of valibot has methods of the same names. */
const found = (text: string): string[] => {
  const code = withoutComments(text).replace(/\bv\.\w+\(/g, '');
  return newer.flatMap((each) => each.exec(code)?.[0] ?? []);
};

describe('The browsers that the README names', () => {
  it('know every function that the library calls', () => {
    const all = sourcesIn('src').map(({ file }) => [file, found(readFileSync(file, 'utf8'))] as const);
    assert.deepEqual(
      all.filter(([, names]) => names.length),
      [],
    );
  });

  for (const code of [
    'if (URL.canParse(url)) return;',
    'const all = map.values().map((each) => each);',
    'const both = one.union(other);',
    'const { promise } = Promise.withResolvers();',
    'const pattern = /[\\p{L}--[a-z]]/v;',
  ])
    it(`do not know all of: ${code}`, () => {
      assert.equal(found(code).length, 1);
    });
});
