import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { tags } from '../src/define/tags.ts';

type Listener = (event: string, code: string) => string;

/** A framework, as an app writes markup with it and checks its types. */
interface Framework {
  readonly extension: string;
  readonly compilerOptions?: object;
  file(markup: string): string;
  value(name: string, code: string): string;
  /** The ways to write a listener. */
  readonly listeners: readonly Listener[];
  /** The command that checks the types of the folder where it runs. */
  readonly check: readonly [command: string, ...args: string[]];
}

/** The checkers of Vue and Svelte, which run on an older TypeScript than that of this project. */
const checkers = createRequire(resolve('test', 'frameworks', 'package.json'));
const vueTsc = `require('${checkers.resolve('vue-tsc')}').run('${checkers.resolve('typescript/lib/tsc')}')`;
const svelteCheck = join(dirname(checkers.resolve('svelte-check/package.json')), 'bin', 'svelte-check');
const tsc = [process.execPath, resolve('node_modules', 'typescript', 'bin', 'tsc')] as const;

const braces = (name: string, code: string) => `${name}={${code}}`;
const prefixed =
  (prefix: string): Listener =>
  (event, code) =>
    braces(`${prefix}${event}`, code);
const scripted = (name: string) => (markup: string) =>
  `<script setup lang="ts">\nimport 'utd-stream-elements/types/${name}';\n</script>\n${markup}\n`;

const jsx = (name: string, compilerOptions: object): Omit<Framework, 'listeners'> => ({
  extension: 'tsx',
  compilerOptions,
  file: (markup) => `import 'utd-stream-elements/types/${name}';\nexport const shown = ${markup};\n`,
  value: braces,
  check: tsc,
});

const frameworks: Readonly<Record<string, Framework>> = {
  react: {
    ...jsx('react', { jsx: 'react-jsx' }),
    listeners: [prefixed('on')],
  },
  preact: {
    ...jsx('preact', { jsx: 'react-jsx', jsxImportSource: 'preact' }),
    listeners: [prefixed('on')],
  },
  solid: {
    ...jsx('solid', { jsx: 'preserve', jsxImportSource: 'solid-js' }),
    listeners: [prefixed('on:')],
  },
  vue: {
    extension: 'vue',
    compilerOptions: { skipLibCheck: true },
    file: (markup) => scripted('vue')(`<template>${markup}</template>`),
    value: (name, code) => `:${name}="${code}"`,
    listeners: [(event, code) => `@${event}="${code}"`],
    check: [process.execPath, '-e', vueTsc],
  },
  svelte: {
    extension: 'svelte',
    compilerOptions: { skipLibCheck: true },
    file: (markup) => scripted('svelte')(markup).replace(' setup', ''),
    value: braces,
    // The second one is that of Svelte before 5.
    listeners: [prefixed('on'), prefixed('on:')],
    check: [process.execPath, svelteCheck, '--tsconfig', './tsconfig.json', '--threshold', 'error', '--output', 'machine'], // prettier-ignore
  },
};

type Use = (framework: Pick<Framework, 'value'> & { listener: Listener }) => string;
const room = (attributes: string) => `<utd-audio-room ${attributes}></utd-audio-room>`;

const right: Record<string, Use> = {
  'every tag': ({ value }) =>
    `<div>${tags.map((tag) => `<${tag} ${value('id', "'a'")}></${tag}>`).join('')}</div>`,
  'attributes of every element': () =>
    `<utd-client>${room('id="a" class="b" slot="c" data-d="e"')}</utd-client>`,
  'an attribute with text': () => room('room="lobby" seat-count="4" seat-mode="request" as-host="false"'),
  'an attribute with a value': ({ value }) => room(`${value('seat-count', '4')} ${value('as-host', 'true')}`),
  'a property': ({ value }) =>
    room(`${value('seatCount', '4')} ${value('rtcConfig', `{ iceTransportPolicy: 'relay' }`)}`),
  'a listener': ({ listener }) =>
    room(listener('utd-seat-update', '({ detail, currentTarget }) => [detail.seats.length, currentTarget.session.seats]')), // prettier-ignore
  'a listener of an event that HTML has': ({ listener }) =>
    `<utd-video ${listener('volumechange', '({ currentTarget }) => currentTarget.volume')}></utd-video>`,
};

const wrong: Record<string, Use> = {
  'text that is no number': () => room('seat-count="many"'),
  'text that is not among the values': () => room('seat-mode="open"'),
  'a number for a name': ({ value }) => room(value('room', '4')),
  'a number for a boolean': ({ value }) => room(value('as-host', '4')),
  'a number for an object': ({ value }) => room(value('rtcConfig', '4')),
  'an attribute of another element': () => room('index="4"'),
  'a detail without that field': ({ listener }) =>
    room(listener('utd-seat-update', '({ detail }) => detail.chairs')),
};

/** The files with these uses, by their names. */
const filesOf = (uses: Record<string, Use>, { file, value, listeners }: Framework) =>
  Object.entries(uses).flatMap(([what, use]) =>
    listeners.map(
      (listener, way) => [`${what.replaceAll(' ', '-')}-${way}`, file(use({ value, listener }))] as const,
    ),
  );

/** The files with an error, by what a check has said. */
const faulty = (said: string) =>
  [
    ...new Set([...said.matchAll(/^(?:\d+ ERROR ")?([\w-]+)\.\w+["(]/gm)].map(([, name = '']) => name)),
  ].toSorted();

/** The snippets of the guide, with the word or two behind their fences. */
const snippets = [...readFileSync('docs/guide/react.md', 'utf8').matchAll(/^```(\w.*?)\n(.*?)^```/gms)].map(
  ([, fence = '', code = '']) => ({ fence, code }),
);

describe('The types for markup', () => {
  // Outside of node_modules, where svelte-check reports nothing.
  const app = mkdtempSync(join(tmpdir(), 'utd-frameworks-'));
  after(() => rmSync(app, { recursive: true, force: true }));

  before(() => {
    // Below node_modules, where the library finds its packages.
    const library = join('node_modules', '.cache', 'utd-frameworks');
    rmSync(library, { recursive: true, force: true });
    mkdirSync(library, { recursive: true });
    copyFileSync('package.json', join(library, 'package.json'));
    const [command, ...args] = tsc;
    const { status, stdout } = spawnSync(
      command,
      [...args, '-p', 'tsconfig.build.json', '--outDir', join(library, 'dist')],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout);
    mkdirSync(join(app, 'node_modules'));
    symlinkSync(resolve(library), join(app, 'node_modules', 'utd-stream-elements'));
    for (const name of ['@types', 'preact', 'react', 'solid-js', 'svelte', 'vue'])
      symlinkSync(resolve('node_modules', name), join(app, 'node_modules', name));
  });

  /** Checks files in a folder. @returns the names of those with errors, and all that was said */
  function checked(
    name: string,
    { extension, compilerOptions, check }: Pick<Framework, 'extension' | 'compilerOptions' | 'check'>,
    files: Record<string, string>,
  ) {
    const folder = join(app, name);
    mkdirSync(folder);
    for (const [file, text] of Object.entries(files))
      writeFileSync(join(folder, `${file}.${extension}`), text);
    const strict = { strict: true, noEmit: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] }; // prettier-ignore
    const config = {
      compilerOptions: { ...strict, jsx: 'preserve', ...compilerOptions },
      vueCompilerOptions: { strictTemplates: true },
      include: ['.'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const [command, ...args] = check;
    const { stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    return { errors: faulty(stdout), said: stdout + stderr };
  }

  for (const [name, framework] of Object.entries(frameworks))
    it(`accept right markup in ${name}, that of the guide too, and refuse wrong markup`, () => {
      const fence = framework.extension === 'tsx' ? `tsx ${name}` : name;
      const refused = filesOf(wrong, framework);
      const files = [
        ...refused,
        ...filesOf(right, framework),
        ...snippets.filter((each) => each.fence === fence).map(({ code }) => ['guide', code]),
      ];
      const { errors, said } = checked(name, framework, Object.fromEntries(files));
      assert.deepEqual(errors, refused.map(([file]) => file).toSorted(), said);
    });

  it('have no snippet of the guide that is not checked', () => {
    // The snippets for React are checked with its components. Text is no program of itself.
    const fences = snippets.map(({ fence }) => fence).filter((fence) => !['tsx', 'txt'].includes(fence));
    assert.deepEqual(fences, ['tsx preact', 'vue', 'svelte']);
  });

  it('are those of the manifest', () => {
    const fresh = join('node_modules', '.cache', 'utd-elements.ts');
    const { status, stderr } = spawnSync(process.execPath, ['scripts/markup-types.mjs', fresh], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const [committed, made] = ['src/frameworks/elements.ts', fresh].map((file) => readFileSync(file, 'utf8'));
    assert(
      committed === made,
      'src/frameworks/elements.ts is older than the manifest. Run: npm run manifest',
    );
  });

  it('of the DOM come with the package itself: every tag, and every event', () => {
    const imported = `import type { DomEvents, UTDEvents } from 'utd-stream-elements';`;
    const tagTypes = tags.map((tag) => `HTMLElementTagNameMap['${tag}']`);
    const { errors, said } = checked(
      'dom',
      { extension: 'ts', check: tsc },
      {
        right: `${imported}
        export type Elements = [${tagTypes.join(', ')}];
        export type Events = HTMLElementEventMap[keyof DomEvents<UTDEvents>];
        document.querySelector('utd-seat')?.addEventListener('utd-seat-update', ({ detail }) => detail.seats);`,
        wrong: `${imported}
        export type Event = DomEvents<UTDEvents>['utd-seat-update'];
        document.querySelector('utd-seat')?.addEventListener('utd-seat-update', ({ detail }) => detail.chairs);`,
      },
    );
    assert.deepEqual(errors, ['wrong'], said);
  });
});
