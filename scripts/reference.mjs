// Writes docs/elements.md, docs/events.md and llms.txt from custom-elements.json and the guides.
// `node scripts/reference.mjs [folder]`: the folder to write into, by default the project.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as prettier from 'prettier';

const [out = '.'] = process.argv.slice(2);

/** @typedef {{ name: string, description?: string, type?: { text: string }, default?: string }} Row */
/** @typedef {{ tagName?: string, description: string } & Record<string, Row[] | undefined>} Element */

/** @type {{ modules: { declarations: Element[] }[] }} */
const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
const elements = modules
  .flatMap(({ declarations }) => declarations)
  .filter(({ tagName }) => tagName)
  .sort((a, b) => (a.tagName ?? '').localeCompare(b.tagName ?? ''));

const cell = (/** @type {string} */ text) => text.replaceAll('\n', ' ').replaceAll('|', '\\|');
const code = (/** @type {string | undefined} */ text) => (text ? `\`${cell(text)}\`` : '');

/** The tables of an element: the list in the manifest, the title, and the columns. @type {[string, string, string[], (row: Row) => string[]][]} */
const tables = [
  [
    'attributes',
    'Attributes',
    ['attribute', 'type', 'default', ''],
    (row) => [code(row.name), code(row.type?.text), code(row.default), cell(row.description ?? '')],
  ],
  ['slots', 'Slots', ['slot', ''], (row) => [code(row.name) || 'default', cell(row.description ?? '')]],
  ['commands', 'Commands', ['command', ''], (row) => [code(row.name), cell(row.description ?? '')]],
  ['cssStates', 'States', ['state', ''], (row) => [code(row.name), cell(row.description ?? '')]],
  [
    'events',
    'Events',
    ['event', 'detail', ''],
    (row) => [code(row.name), code(detailOf(row)), cell(row.description ?? '')],
  ],
];

const detailOf = (/** @type {Row} */ { type }) =>
  /^CustomEvent<(.*)>$/s.exec(type?.text ?? '')?.[1] ?? 'Event';

const table = (/** @type {string[]} */ columns, /** @type {string[][]} */ rows) =>
  [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const intro = (/** @type {string} */ text) => `${text} This page is written by \`npm run manifest\`.`;

const elementsPage = [
  '# Elements',
  intro('Every element of the package, with its attributes, slots, commands, states and events.'),
  ...elements.flatMap((element) => [
    `## \`<${element.tagName}>\``,
    element.description,
    ...tables.flatMap(([list, title, columns, cells]) => {
      const rows = element[list];
      // Providers share the long list of events, which has a page of its own.
      if (!rows?.length) return [];
      if (list === 'events' && rows.length > 12)
        return [`**Events**: ${rows.length}, see [Events](events.md).`];
      return [`**${title}**`, table(columns, rows.map(cells))];
    }),
  ]),
];

/** Event → the row and the tags that dispatch the event. @type {Map<string, { row: Row, tags: string[] }>} */
const events = new Map();
for (const { tagName = '', events: rows = [] } of elements)
  for (const row of rows) {
    const known = events.get(row.name) ?? { row, tags: [] };
    known.tags.push(`<${tagName}>`);
    events.set(row.name, known);
  }

const eventsPage = [
  '# Events',
  intro(
    'Every DOM event of the elements. The events `utd-…` bubble and are composed, and each is an event of the session too: `utd-seat-update` is `session.on("seatUpdate", …)` and `onSeatUpdate` of an event handler.',
  ),
  table(
    ['event', 'detail', '', 'dispatched by'],
    [...events]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, { row, tags }]) => [
        code(name),
        code(detailOf(row)),
        cell(row.description ?? ''),
        tags.map(code).join(', '),
      ]),
  ),
];

const guides = readdirSync('docs/guide')
  .filter((file) => file.endsWith('.md'))
  .map((file) => {
    const [title = file, ...rest] = readFileSync(join('docs/guide', file), 'utf8').split('\n\n');
    const text = rest.find((each) => /^[A-Z`<]/.test(each)) ?? '';
    return `- [${title.replace(/^# /, '').trim()}](docs/guide/${file}): ${cell(text).split(/(?<=\.) /)[0]}`;
  });

const { description } = JSON.parse(readFileSync('package.json', 'utf8'));
const llms = [
  '# utd-stream-elements',
  `> ${description}`,
  'Elements are unstyled: a page writes the markup inside them, binds fields by `data-utd-text` and `data-utd-attr-…`, and acts by buttons with `command="--…"`.',
  '## Documentation',
  ['- [README](README.md): the four products, each in ten lines of markup', ...guides].join('\n'),
  '## Reference',
  '- [Elements](docs/elements.md): attributes, slots, commands and states\n- [Events](docs/events.md)\n- [custom-elements.json](custom-elements.json): the same for tools',
];

const options = { ...(await prettier.resolveConfig('README.md')), parser: 'markdown' };
for (const [file, parts] of Object.entries({
  'docs/elements.md': elementsPage,
  'docs/events.md': eventsPage,
  'llms.txt': llms,
})) {
  const path = join(out, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await prettier.format(parts.join('\n\n'), options));
}
