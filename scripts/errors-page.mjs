// Writes the table of docs/guide/errors.md from the codes, their words and their classes.
// `node scripts/errors-page.mjs [file]`: the file to write, by default the page itself.
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { tsImport } from 'tsx/esm/api';

const page = 'docs/guide/errors.md';
const [out = page] = process.argv.slice(2);

/** @template T @param {string} file @returns {Promise<T>} */
const load = (file) => tsImport(`../src/${file}`, import.meta.url);

const { statusOf, clientCodes } = /** @type {typeof import('../src/protocol/codes.ts')} */ (
  await load('protocol/codes.ts')
);
const { errorTexts } = /** @type {typeof import('../src/errors/error-texts.ts')} */ (
  await load('errors/error-texts.ts')
);
const { classOf } = /** @type {typeof import('../src/errors/errors.ts')} */ (await load('errors/errors.ts'));

const codes = [
  ...Object.entries(statusOf),
  .../** @type {[string, string][]} */ (clientCodes.map((code) => [code, ''])),
];

const rows = codes.map(([code, status]) => {
  const [happened, fix] = errorTexts[/** @type {keyof typeof errorTexts} */ (code)];
  const own = classOf[/** @type {keyof typeof classOf} */ (code)];
  return `| \`${code}\` | ${status} | ${happened} | ${fix} | ${own ? `\`${own.name}\`` : ''} |`;
});

const table = [
  '| code | status | what happened | what to do | class |',
  '| --- | --- | --- | --- | --- |',
  ...rows,
];
const [begin, end] = ['<!-- codes: written by npm run errors -->', '<!-- /codes -->'];
const text = readFileSync(page, 'utf8');
const [before, rest] = text.split(begin);
const after = rest?.split(end)[1];
if (after === undefined) throw new Error(`${page} has lost the comments that its table stands between.`);
const written = `${before}${begin}\n\n${table.join('\n')}\n\n${end}${after}`;
const options = await prettier.resolveConfig(page);
writeFileSync(out, await prettier.format(written, { ...options, parser: 'markdown' }));
