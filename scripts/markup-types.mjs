// Writes src/frameworks/elements.ts from custom-elements.json. `npm run manifest` runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import prettier from 'prettier';

/** @typedef {{ name: string, description?: string, type: { text: string }, fieldName?: string }} Attribute */
/** @typedef {{ name: string, description?: string, kind: string, readonly?: boolean }} Member */
/** @typedef {{ name: string, tagName: string, description: string, attributes?: Attribute[], members: Member[], events?: { name: string }[] }} Declaration */

const source = 'src/frameworks/elements.ts';
const [, , out = source] = process.argv;

/** @type {{ modules: { path: string, declarations: Declaration[] }[] }} */
const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));

/** The setter of `attributes` takes another type than its getter returns, which no lookup in the class gives. */
const notInMarkup = new Set(['attributes']);

const comment = (/** @type {string} */ text = '') =>
  text.includes('\n') ? `/**\n * ${text.replaceAll('\n', '\n * ')}\n */` : `/** ${text} */`;

const interfaces = modules.flatMap(({ declarations }) =>
  declarations.map(({ name, tagName, description, attributes = [], members, events = [] }) => {
    const ofAttributes = attributes
      .filter((each) => each.name !== each.fieldName)
      .map((each) => {
        const type = each.fieldName ? `${name}['${each.fieldName}']` : each.type.text;
        return `${comment(each.description)}\n'${each.name}'?: AttributeValue<${type}>;`;
      });
    const ofProperties = members
      .filter(({ name: field, kind, readonly }) => kind === 'field' && !readonly && !notInMarkup.has(field))
      .map((each) => `${comment(each.description)}\n${each.name}?: PropertyValue<${name}['${each.name}']>;`);
    return [
      comment(description),
      `'${tagName}': {`,
      `element: ${name};`,
      `attributes: { ${ofAttributes.join('\n')} };`,
      `properties: { ${ofProperties.join('\n')} };`,
      `events: ${events.map((event) => `'${event.name}'`).join(' | ') || 'never'};`,
      '};',
    ].join('\n');
  }),
);

const imports = modules.flatMap(({ path, declarations }) =>
  declarations.map(
    ({ name }) => `import type { ${name} } from '${path.replace(/^dist\/(.*)\.js$/, '../$1.ts')}';`,
  ),
);

const text = [
  '// Written by npm run manifest.',
  [...imports.toSorted(), `import type { AttributeValue, PropertyValue } from './values.ts';`].join('\n'),
  [
    comment(
      'Every element: its class, the properties, the attributes whose names differ from those of properties, and the events.',
    ),
    `export interface Elements {\n${interfaces.join('\n')}\n}`,
  ].join('\n'),
].join('\n\n');
const options = await prettier.resolveConfig(source);
writeFileSync(out, await prettier.format(text, { ...options, parser: 'typescript' }));
