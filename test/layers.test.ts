import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { allowedFor, doors, layerOf, packageOf } from './support/layers.ts';
import { importsOf, sourcesIn, type Import, type Source } from './support/sources.ts';

const sources = [...sourcesIn('src'), ...sourcesIn('engine')];
const enginePackages = Object.keys(
  (JSON.parse(readFileSync('engine/package.json', 'utf8')) as { dependencies: object }).dependencies,
);

/** Every name that a rule may call this target by. */
function namesOf({ from, file, typeOnly }: Import): string[] {
  const names = file ? [layerOf(file), file] : [packageOf(from)];
  if (from.startsWith('node:')) names.push('node');
  if (enginePackages.includes(packageOf(from))) names.push('engine packages');
  return typeOnly ? names.flatMap((name) => [name, `type ${name}`]) : names;
}

/** The arrows of a file that no rule allows, as sentences. */
function forbidden({ file, imports }: Pick<Source, 'file' | 'imports'>): string[] {
  const layer = layerOf(file);
  const allowed = allowedFor(file);
  return imports
    .filter((each) => each.file === undefined || layerOf(each.file) !== layer)
    .filter((each) => !namesOf(each).some((name) => allowed.includes(name)))
    .map(
      ({ from, file: to, typeOnly }) =>
        `${file} imports ${typeOnly ? 'types from ' : ''}'${from}', but ${layer} → ${to ? layerOf(to) : packageOf(from)} is no arrow of docs/architecture.md, "Who may import whom". ` +
        `It may import: ${allowed.join(', ')}.`,
    );
}

describe('Who may import whom', () => {
  it('every import is an arrow of docs/architecture.md', () => {
    assert.deepEqual(sources.flatMap(forbidden), []);
  });

  it('a package with one door comes in by no other', () => {
    const others = sources.flatMap(({ file, imports }) =>
      imports
        .filter(({ from, typeOnly }) => !typeOnly && !file.startsWith(doors[packageOf(from)] ?? file))
        .map(({ from }) => `${file} imports '${from}', whose door is ${doors[packageOf(from)]}.`),
    );
    assert.deepEqual(others, []);
  });

  it('livekit-client is loaded on join only: its door is imported dynamically and by one file', () => {
    const door = doors['livekit-client'] ?? '';
    const users = sources.filter(
      ({ file, imports }) =>
        !file.startsWith(door) && imports.some((each) => each.file?.startsWith(door) && !each.typeOnly),
    );
    assert.deepEqual(
      users.map(({ file }) => file),
      ['src/edge/edge.ts'],
    );
    assert.match(readFileSync('src/edge/edge.ts', 'utf8'), /await import\('\.\/livekit-transport\.ts'\)/);
  });

  it('parts, controllers and the reactive layer name no document, window or navigator', () => {
    const named = sources
      .filter(({ file }) => /^src\/(parts|controllers|reactive|protocol)\//.test(file))
      .filter(({ file }) =>
        /\b(document|window|navigator)\s*[.?[]/.test(
          readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
        ),
      );
    assert.deepEqual(
      named.map(({ file }) => `${file} reaches for the page. What it needs of the world comes by Edge.`),
      [],
    );
  });

  // Were the reading of imports broken, every rule above would hold.
  it('a wrong arrow is found, in each way of writing it', () => {
    const wrong = [
      `import { Edge } from '../edge/edge.ts';`,
      `import {\n  type A,\n  b,\n} from '../elements/seat.ts';`,
      `export * from 'livekit-client';`,
      `import '../define.ts';`,
      `const x = await import('../client.ts');`,
    ];
    const file = 'src/parts/seats.ts';
    const found = wrong.map((text) => forbidden({ file, imports: importsOf(file, text) }).length);
    assert.deepEqual(found, [1, 1, 1, 1, 1]);
    const type = importsOf(file, `import type { Edge } from '../edge/edge.ts';`);
    assert.deepEqual(forbidden({ file, imports: type }), []);
  });
});
