import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
/** The one product that joins no room. */
const signal = 'signal.js';

const budgets: readonly Budget[] = [
  { what: 'the autoloader', kB: 3, files: [autoloader] },
  { what: 'the autoloader and the client, with their packages', kB: 12, files: [autoloader, 'client.js'] },
  ...media.map((file) => ({
    what: `${file} whole, before the join, with the autoloader and its packages`,
    kB: 78,
    files: [autoloader, file],
  })),
  ...further.map((file) => ({
    what: `${file} beside ${first}`,
    // The signalling plane shares the elements with media sessions, and no more.
    kB: file === signal ? 14 : 12,
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
    it(`${product}: nothing is further than two imports from the autoloader, and livekit-client than three`, () => {
      const levels = importLevels(files, product);
      // The file that comes last by imports is fetched first by its name.
      const far = [...levels].filter(([, level]) => level > 2);
      const joins = product !== signal;
      assert.deepEqual(far, joins ? [['livekit.js', 3]] : []);
      const withLivekit = [...levels.keys()].filter((name) =>
        fileIn(files, name).packages.includes('livekit-client'),
      );
      assert.deepEqual(withLivekit, joins ? ['livekit.js'] : []);
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
    const sources = ['index.js', 'lit.js'].flatMap((name) => {
      const map = readFileSync(join(cdn, 'cdn', `${name}.map`), 'utf8');
      return (JSON.parse(map) as { sources: string[] }).sources.map((source) => basename(source));
    });
    // The client and its table of endpoints know every product, and so are in the file of no product.
    const own = sources.filter((source) => source.endsWith('.ts'));
    assert.deepEqual(own.toSorted(), ['client.ts', 'constants.ts', 'endpoints.ts', 'options.ts']);
  });
});
