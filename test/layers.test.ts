import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { circlesOf } from './support/package/circles.ts';
import { covers, doors, packageOf, roomOf, rooms } from './support/package/layers.ts';
import { importsOf, sourcesIn, type Import, type Source } from './support/package/sources.ts';

const sources = [...sourcesIn('src'), ...sourcesIn('engine')];
const enginePackages = Object.keys(
  (JSON.parse(readFileSync('engine/package.json', 'utf8')) as { dependencies: object }).dependencies,
);

/** Every name that a rule may call the target of an import by. */
function namesOf({ from, file }: Import): string[] {
  if (file) return [file];
  if (from.startsWith('node:')) return ['node'];
  return [packageOf(from), ...(enginePackages.includes(packageOf(from)) ? ['engine packages'] : [])];
}

/** The arrows of a file that no rule allows, as sentences. */
function forbidden({ file, imports }: Pick<Source, 'file' | 'imports'>): string[] {
  const room = roomOf(file);
  const allowed = (each: Import) =>
    room.imports.some((entry) => {
      const [, type, name = ''] = /^(type )?(.*)$/.exec(entry)!;
      return (!type || each.typeOnly) && namesOf(each).some((target) => covers(name, target));
    });
  return imports
    .filter((each) => each.file === undefined || roomOf(each.file) !== room)
    .filter((each) => !allowed(each))
    .map(
      ({ from, typeOnly }) =>
        `${file} imports ${typeOnly ? 'types from ' : ''}'${from}', which is no arrow of docs/architecture.md, "Who may import whom". ` +
        `${room.name} may import: ${room.imports.join(', ')}.`,
    );
}

describe('Who may import whom', () => {
  it('every import is an arrow of docs/architecture.md', () => {
    assert.deepEqual(sources.flatMap(forbidden), []);
  });

  it('every arrow goes up the list of rooms, so that no two rooms import each other', () => {
    const names = rooms.map(({ name }) => name);
    const downward = sources.flatMap(({ file, imports }) =>
      imports.flatMap(({ file: to }) =>
        to && names.indexOf(roomOf(to).name) > names.indexOf(roomOf(file).name) ? [`${file} → ${to}`] : [],
      ),
    );
    assert.deepEqual(downward, []);
  });

  it('no file imports itself by way of others, be it for a type', () => {
    assert.deepEqual(
      circlesOf(sources).map((circle) => circle.join(' → ')),
      [],
    );
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
      ['src/platform/platform.ts'],
    );
    assert.match(
      readFileSync('src/platform/platform.ts', 'utf8'),
      /import\('\.\/livekit\/livekit-transport\.ts'\)/,
    );
  });

  it('sessions, controllers and the reactive room name no document, window or navigator', () => {
    const named = sources
      .filter(({ file }) =>
        /^src\/(session|audio-room|live-stream|controllers|reactive|protocol)\//.test(file),
      )
      .filter(({ file }) =>
        /\b(document|window|navigator)\s*[.?[]/.test(
          readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
        ),
      );
    assert.deepEqual(
      named.map(({ file }) => `${file} reaches for the page. What it needs of the world comes by Platform.`),
      [],
    );
  });

  // Were the reading of imports broken, every rule above would hold.
  it('a wrong arrow is found, in each way of writing it', () => {
    const wrong = [
      `import { Platform } from '../platform/platform.ts';`,
      `import {\n  type A,\n  b,\n} from '../elements/audio-room/seat.ts';`,
      `export * from 'livekit-client';`,
      `import '../define.ts';`,
      `const x = await import('../client.ts');`,
    ];
    const file = 'src/audio-room/seats.ts';
    const found = wrong.map((text) => forbidden({ file, imports: importsOf(file, text) }).length);
    assert.deepEqual(found, [1, 1, 1, 1, 1]);
    const type = importsOf(file, `import type { Platform } from '../platform/platform.ts';`);
    assert.deepEqual(forbidden({ file, imports: type }), []);
  });

  it('a circle is found, also one of types', () => {
    const file = (name: string, text: string): Source => ({
      file: `src/${name}.ts`,
      lines: 1,
      imports: importsOf(`src/${name}.ts`, text),
    });
    const made = [
      file('a', `import { b } from './b.ts';`),
      file('b', `import type { C } from './c.ts';`),
      file('c', `import type { A } from './a.ts';`),
      file('d', `import { a } from './a.ts';`),
    ];
    assert.deepEqual(circlesOf(made), [['src/a.ts', 'src/b.ts', 'src/c.ts']]);
  });
});
