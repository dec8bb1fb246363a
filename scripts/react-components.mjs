// Writes the components for React from custom-elements.json. `npm run manifest` runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import prettier from 'prettier';

/** @typedef {{ name: string, tagName: string, events?: { name: string }[] }} Declaration */

const source = 'src/react/components.ts';
const [, , out = source] = process.argv;

/** @type {{ modules: { path: string, declarations: Declaration[] }[] }} */
const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));

/** `utd-seat-update` → `onSeatUpdate`, `play` → `onPlay`. */
const propOf = (/** @type {string} */ event) =>
  `on-${event.replace(/^utd-/, '')}`.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

const elements = modules.flatMap(({ path, declarations }) =>
  declarations.map((declaration) => ({ path, ...declaration })),
);

const imports = elements.map(
  ({ path, name }) => `import { ${name} } from '${path.replace(/^dist\/(.*)\.js$/, '../$1.ts')}';`,
);

const components = elements.map(({ name, tagName, events = [] }) => {
  const props = events.map((event) => `${propOf(event.name)}: '${event.name}'`);
  return [
    `/** \`<${tagName}>\` */`,
    `export const ${name.replace(/Element$/, '')} = /* @__PURE__ */ component('${tagName}', ${name}, { ${props.join(', ')} });`,
  ].join('\n');
});

const text = [
  '// Written by npm run manifest.',
  [...imports.toSorted(), `import { component } from './component.ts';`].join('\n'),
  ...components,
].join('\n\n');
const options = await prettier.resolveConfig(source);
writeFileSync(out, await prettier.format(text, { ...options, parser: 'typescript' }));
