import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildAll } from '../scripts/build.mjs';
import { productTags } from '../src/define/tags.ts';
import {
  autoloader,
  fileIn,
  importLevels,
  loadedWith,
  pageFiles,
  type PageFiles,
} from './support/package/page-files.ts';

interface Budget {
  readonly what: string;
  /** Most that it may weigh, in kB of 1,000 bytes, minified and gzipped. */
  readonly kB: number;
  /** Files of dist/cdn/, which come with all that they import statically. */
  readonly files: readonly string[];
  /** Files that a page has loaded before, with all that they import statically. */
  readonly beside?: readonly string[];
}

const media = Object.keys(productTags)
  .filter((product) => product !== 'client')
  .map((product) => `${product}.js`);
const [first = '', ...further] = media;

const budgets: readonly Budget[] = [
  { what: 'the autoloader', kB: 3, files: [autoloader] },
  { what: 'the autoloader and the client, with their packages', kB: 12, files: [autoloader, 'client.js'] },
  ...media.map((file) => ({
    what: `${file} whole, before the join, with the autoloader and its packages`,
    kB: 70,
    files: [autoloader, file],
  })),
  ...further.map((file) => ({
    what: `${file} beside ${first}`,
    kB: 12,
    files: [file],
    beside: [autoloader, first],
  })),
];

describe('What a page loads', () => {
  const cdn = mkdtempSync(join(tmpdir(), 'utd-sizes-'));
  let files: PageFiles;
  before(async () => {
    await buildAll({ out: cdn, types: false });
    files = await pageFiles(join(cdn, 'cdn'));
  });
  after(() => rmSync(cdn, { recursive: true, force: true }));

  for (const { what, kB, files: names, beside = [] } of budgets)
    it(`${what}: at most ${kB} kB`, () => {
      const before = loadedWith(files, beside);
      const bytes = loadedWith(files, names)
        .filter((name) => !before.includes(name))
        .reduce((sum, name) => sum + fileIn(files, name).bytes, 0);
      const weighed = (bytes / 1000).toFixed(1);
      assert(bytes > 500, `only ${bytes} bytes were weighed: the scales are broken`);
      assert(
        bytes <= kB * 1000,
        `${what}: ${weighed} kB, ${kB} are allowed. Something heavy came in by a static import; esbuild --analyze says which.`,
      );
      console.log(`${what}: ${weighed} of ${kB} kB`);
    });

  for (const product of media) {
    it(`${product}: nothing is further than two imports from the autoloader, livekit-client included`, () => {
      const levels = importLevels(files, product);
      const far = [...levels].filter(([, level]) => level > 2);
      assert.deepEqual(far, []);
      const withLivekit = [...levels.keys()].filter((name) =>
        fileIn(files, name).packages.includes('livekit-client'),
      );
      assert.deepEqual(withLivekit, ['livekit.js']);
    });

    it(`${product}: the autoloader names every file, so that all are fetched at once`, () => {
      const script = readFileSync(join(cdn, 'cdn', autoloader), 'utf8');
      const unnamed = [...importLevels(files, product).keys()].filter(
        (name) => name !== autoloader && !script.includes(`"${name}"`),
      );
      assert.deepEqual(unnamed, []);
    });

    it(`${product}: livekit-client is not among what a page loads before it joins`, () => {
      const packages = new Set(
        loadedWith(files, [autoloader, product]).flatMap((name) => fileIn(files, name).packages),
      );
      assert(packages.has('lit-element'));
      assert(!packages.has('livekit-client'));
    });
  }

  it('is one copy: what a script of the page imports comes from the files of the elements', () => {
    for (const name of ['index.js', 'lit.js'])
      assert.match(
        readFileSync(join(cdn, 'cdn', name), 'utf8'),
        /^export \{[^}]+\} from '\.\/audio-room\.js';\s*$/,
      );
  });
});
