import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { tags } from '../src/define/tags.ts';
import { installed } from './support/package/published.ts';
import { version } from '../src/model/version.ts';
import { clientCodes, statusOf } from '../src/protocol/codes.ts';

interface Package {
  version: string;
  exports: Record<string, string | Record<string, string>>;
}

const { version: named, exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Package;

const run = (command: string, args: string[], cwd?: string) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr, said: stdout + stderr };
};

/** The options of an app's compiler. */
const strictly = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', '', '--ignoreConfig']; // prettier-ignore

describe('The package, as an app has it', () => {
  let app: string;
  let library: string;
  before(async () => void ({ app, library } = await installed()));

  it('has every file that its exports name', () => {
    const paths = Object.values(exports).flatMap((each) =>
      typeof each === 'string' ? each : Object.values(each),
    );
    const missing = paths.flatMap((path) =>
      path.includes('*')
        ? ['audio-room', 'seats', 'seat']
            .map((name) => path.replace('*', name))
            .filter((each) => !existsSync(join(library, each)))
        : [path].filter((each) => !existsSync(join(library, each))),
    );
    assert.deepEqual(missing, []);
  });

  it('can be imported in Node, and leaves no trace but the marks of lit', () => {
    const code = `
      const before = new Set(Reflect.ownKeys(globalThis));
      const library = await import('utd-stream-elements');
      const marks = Reflect.ownKeys(globalThis).filter((key) => !before.has(key) && !/^(lit|reactive|customElements$)/.test(String(key)));
      console.log(JSON.stringify({ marks: marks.map(String), room: typeof library.AudioRoomController }));`;
    const { stdout, stderr, status } = run(process.execPath, ['--input-type=module', '-e', code], app);
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), { marks: [], room: 'function' });
  });

  it('without elements brings no lit, and signals by the package that lit takes them from', async () => {
    const contents = `export { AudioRoomController, UTDStreamClient } from 'utd-stream-elements';`;
    const { metafile } = await build({
      stdin: { contents, resolveDir: app },
      bundle: true,
      format: 'esm',
      splitting: true,
      outdir: join(app, 'out'),
      write: false,
      metafile: true,
    });
    const kept = Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
    );
    const packages = kept.map(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
    assert.deepEqual([...new Set(packages)].filter(Boolean).toSorted(), [
      'livekit-client',
      'nanoevents',
      'signal-polyfill',
      'utd-stream-elements',
      'valibot',
    ]);
  });

  it('can be asked in Node to define its elements, which does nothing there', () => {
    const { said, status } = run(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import 'utd-stream-elements/define'; import 'utd-stream-elements/define/audio-room';`,
      ],
      app,
    );
    assert.deepEqual([status, said], [0, '']);
  });

  it('has types that a strict app compiles against, and refuses what is wrong', () => {
    writeFileSync(
      join(app, 'app.ts'),
      `import { AudioRoomController, type SeatGrid } from 'utd-stream-elements';
       import 'utd-stream-elements/define';
       import 'utd-stream-elements/define/audio-room';
       import { UTDSeatElement } from 'utd-stream-elements/elements/seat';
       const room = new AudioRoomController(null, { appId: '1', appKey: '', baseUrl: '', roomName: 'a', identity: 'b' });
       room.on('seatUpdate', (grid: SeatGrid) => grid.seats.length);
       document.querySelector('utd-audio-room')?.addEventListener('utd-seat-update', ({ detail }) => detail.seats);
       export const index: number | undefined = document.querySelector('utd-seat')?.index ?? new UTDSeatElement().index;
       // @ts-expect-error there is no such event
       room.on('seatsUpdate', () => {});`,
    );
    const { said, status } = run('npx', ['tsc', ...strictly, 'app.ts'], app);
    assert.equal(status, 0, said);
  });

  it('has components for React that compile as the guide shows them, and refuse what is wrong', () => {
    const snippets = [...readFileSync('docs/guide/react.md', 'utf8').matchAll(/^```tsx\n(.*?)^```/gms)];
    const wrong = `import { UTDAudioRoom } from 'utd-stream-elements/react';
      export const fine = <UTDAudioRoom seatCount={4} onSeatUpdate={({ detail }) => detail.seats.length} />;
      // @ts-expect-error a number is no name
      export const wrong = <UTDAudioRoom room={4} />;
      // @ts-expect-error the grid has no such field
      export const wrongToo = <UTDAudioRoom onSeatUpdate={({ detail }) => detail.chairs} />;`;
    const files = [...snippets.map(([, code = '']) => code), wrong].map((code, index) => {
      writeFileSync(join(app, `guide-${index}.tsx`), code);
      return `guide-${index}.tsx`;
    });
    assert(files.length > 4);
    const { said, status } = run('npx', ['tsc', ...strictly, '--jsx', 'react-jsx', ...files], app);
    assert.equal(status, 0, said);
  });

  it('renders the components in Node, with the attribute for which their elements wait', () => {
    const code = `
      import { createElement } from 'react';
      import { renderToString } from 'react-dom/server';
      import { Template, UTDAudioRoom, UTDSeats } from 'utd-stream-elements/react';
      const seats = createElement(UTDSeats, { id: 's' }, createElement(Template, null, createElement('b')));
      console.log(renderToString(createElement(UTDAudioRoom, { room: 'lobby' }, seats)));`;
    const { stdout, stderr, status } = run(process.execPath, ['--input-type=module', '-e', code], app);
    assert.equal(status, 0, stderr);
    const deferred = 'defer-hydration=""';
    assert.equal(
      stdout.trim(),
      `<utd-audio-room ${deferred}><utd-seats ${deferred} id="s"><template></template></utd-seats></utd-audio-room>`,
    );
  });

  it('holds no secret and no path of the machine that built it', () => {
    const wrong = /a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6|BEGIN [A-Z ]*PRIVATE KEY|api[_-]?secret\s*[:=]\s*['"]/i;
    const places = [process.cwd(), homedir()].filter((each) => each.length > 1);
    const found = readdirSync(library, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(js|ts|map|css|json)$/.test(file))
      .filter((file) => {
        const text = readFileSync(join(library, file), 'utf8');
        return wrong.test(text) || places.some((place) => text.includes(`${place}/`));
      });
    assert.deepEqual(found, []);
  });

  it('is published with what is needed and nothing else', () => {
    const { stdout, stderr } = run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const others = packed.files
      .map(({ path }) => path)
      .filter(
        (path) =>
          !/^(dist\/|package\.json|custom-elements\.json|README\.md|CHANGELOG\.md|llms\.txt|LICENSE)/.test(
            path,
          ),
      );
    assert.deepEqual(others, [], stderr);
  });

  it('tells editors every element, and every command as a value of `command`', () => {
    const read = (file: string) => JSON.parse(readFileSync(join(library, 'dist', file), 'utf8'));
    const named = (list: { name: string }[]) => list.map(({ name }) => name);
    const vscode = read('vscode.html-custom-data.json');
    const { html } = read('web-types.json').contributions;
    type Values = { name: string; description: string }[];
    const commandIn = (list: { name: string; values: Values }[]): Values =>
      list.find(({ name }) => name === 'command')!.values;
    for (const [elements, values] of [
      [vscode.tags, commandIn(vscode.globalAttributes)],
      [html.elements, commandIn(html.attributes)],
    ] as const) {
      assert.deepEqual(named(elements).toSorted(), tags.toSorted());
      assert(values.some(({ name, description }) => name === '--take' && description));
      assert.equal(new Set(named(values)).size, values.length);
    }
  });

  it('says its version in one way', () => assert.equal(version, named));
});

describe('The manifest of elements', () => {
  const fresh = join('node_modules', '.cache', 'utd-manifest');

  it('is what the source says now', () => {
    const { status, said } = run('npx', ['cem', 'analyze', '--outdir', fresh]);
    assert.equal(status, 0, said);
    const [committed, made] = ['.', fresh].map((folder) =>
      readFileSync(join(folder, 'custom-elements.json'), 'utf8'),
    );
    assert(committed === made, 'custom-elements.json is older than the elements. Run: npm run manifest');
  });

  it('describes every element, attribute, event, command and state', () => {
    const { modules } = JSON.parse(readFileSync(join(fresh, 'custom-elements.json'), 'utf8')) as {
      modules: {
        declarations: ({ tagName: string } & Record<string, { name: string; description?: string }[]>)[];
      }[];
    };
    const declarations = modules.flatMap((each) => each.declarations);
    const bare = declarations.flatMap((element) =>
      ['attributes', 'events', 'commands', 'cssStates', 'slots'].flatMap((list) =>
        (element[list] ?? [])
          .filter(({ description }) => !description)
          .map(({ name }) => `${element.tagName}: ${list} ${name} has no words`),
      ),
    );
    assert.deepEqual(bare, []);
    const room = declarations.find(({ tagName }) => tagName === 'utd-audio-room');
    assert(room);
    assert(room['events']?.some(({ name }) => name === 'utd-seat-update'));
    assert(room['commands']?.some(({ name }) => name === '--join'));
  });
});

describe('The reference', () => {
  it('says what the manifest and the guides say now', () => {
    const fresh = join('node_modules', '.cache', 'utd-reference');
    const { status, said } = run(process.execPath, ['scripts/reference.mjs', fresh]);
    assert.equal(status, 0, said);
    for (const page of ['docs/elements.md', 'docs/events.md', 'llms.txt']) {
      const [committed, made] = ['.', fresh].map((folder) => readFileSync(join(folder, page), 'utf8'));
      assert(committed === made, `${page} is older than the manifest or the guides. Run: npm run manifest`);
    }
  });
});

describe('The components for React', () => {
  it('are those of the manifest', () => {
    const fresh = join('node_modules', '.cache', 'utd-react-components.ts');
    const { status, said } = run(process.execPath, ['scripts/react-components.mjs', fresh]);
    assert.equal(status, 0, said);
    const [committed, made] = ['src/react/components.ts', fresh].map((file) => readFileSync(file, 'utf8'));
    assert(committed === made, 'src/react/components.ts is older than the manifest. Run: npm run manifest');
  });
});

describe('The page of errors', () => {
  it('says what the codes say now', () => {
    const page = 'docs/guide/errors.md';
    const fresh = join('node_modules', '.cache', 'utd-errors.md');
    const { status, said } = run('npm', ['run', '--silent', 'errors', '--', fresh]);
    assert.equal(status, 0, said);
    const [committed, made] = [page, fresh].map((file) => readFileSync(file, 'utf8'));
    assert(committed === made, `${page} is older than the codes. Run: npm run errors`);
    for (const code of [...Object.keys(statusOf), ...clientCodes])
      assert.match(made!, new RegExp(`^\\| \`${code}\` `, 'm'));
  });
});
