// Plugins that add to the manifest what its analyzer cannot see.
import { readFileSync } from 'node:fs';
import { tsImport } from 'tsx/esm/api';

const { domEventName } = /** @type {typeof import('../src/reactive/dom-events.ts')} */ (
  await tsImport('../src/reactive/dom-events.ts', import.meta.url)
);

/** @typedef {{ name: string, description: string }} Named */

/** Tags of a class comment that make a list: `@command --take - Sits down here.` @type {Record<string, string>} */
const lists = { command: 'commands', state: 'cssStates' };

/** The tags of a class's comment, as `[name, text]`. @returns {[string, string][]} */
const tagsOf = (/** @type {any} */ ts, /** @type {any} */ node) =>
  ts
    .getJSDocTags(node)
    .map((/** @type {any} */ tag) => [tag.tagName.text, ts.getTextOfJSDocComment(tag.comment) ?? '']);

const declarationOf = (/** @type {any} */ moduleDoc, /** @type {any} */ node) =>
  moduleDoc.declarations.find((/** @type {any} */ each) => each.name === node.name?.text);

/** @returns {Named} */
function named(/** @type {string} */ text) {
  const [, name = text, description = ''] = /^(\S+) - (.*)$/s.exec(text) ?? [];
  return { name, description };
}

/** `@command` and `@state`. */
export const tags = () => ({
  name: 'utd-tags',
  analyzePhase(/** @type {any} */ { ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    for (const [tag, text] of tagsOf(ts, node)) {
      const list = lists[tag];
      if (list) (declarationOf(moduleDoc, node)[list] ??= []).push(named(text));
    }
  },
});

/** `@booleanAttribute('as-host') accessor asHost`: an attribute, as the decorator of Lit makes one. */
export const booleanAttributes = () => ({
  name: 'utd-boolean-attributes',
  analyzePhase(/** @type {any} */ { ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    for (const member of node.members) {
      const call = ts
        .getDecorators(member)
        ?.map((/** @type {any} */ each) => each.expression)
        .find((/** @type {any} */ each) => each.expression?.text === 'booleanAttribute');
      if (!call) continue;
      const declaration = declarationOf(moduleDoc, node);
      const fieldName = member.name.text;
      const name = call.arguments[0]?.text ?? fieldName;
      const field = declaration.members.find((/** @type {any} */ each) => each.name === fieldName);
      field.attribute = name;
      const { type, description } = field;
      (declaration.attributes ??= []).push({ name, type, default: 'false', description, fieldName });
    }
  },
});

/**
 * `@emits AudioRoomEvents` stands for every event of that interface and of its parents.
 *
 * @param {string} file the catalogue
 */
export const events = (file) => ({
  name: 'utd-events',
  analyzePhase(/** @type {any} */ { ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    /** @type {Map<string, any>} */
    const catalogue = new Map(
      source.statements
        .filter(ts.isInterfaceDeclaration)
        .map((/** @type {any} */ each) => [each.name.text, each]),
    );
    /** @returns {object[]} */
    const eventsOf = (/** @type {string} */ name) => {
      const each = catalogue.get(name);
      if (!each) throw new Error(`${node.name.text} says @emits ${name}, but ${file} has no such interface.`);
      const parents = each.heritageClauses?.flatMap((/** @type {any} */ clause) => clause.types) ?? [];
      return [
        ...parents.flatMap((/** @type {any} */ parent) => eventsOf(parent.expression.text)),
        ...each.members.map((/** @type {any} */ member) => ({
          name: domEventName(member.name.text),
          type: { text: `CustomEvent<${member.type.getText()}>` },
          description: ts.getTextOfJSDocComment(member.jsDoc?.[0]?.comment) ?? '',
        })),
      ];
    };
    for (const [tag, text] of tagsOf(ts, node))
      if (tag === 'emits') declarationOf(moduleDoc, node).events = eventsOf(text.trim());
  },
});

/** `extends ListElement<AudioRoomController>`: the type parameter `S` of the parents, the session, is this type. */
export const sessionTypes = () => ({
  name: 'utd-session-types',
  analyzePhase(/** @type {any} */ { ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    const [parent] = node.heritageClauses?.flatMap((/** @type {any} */ clause) => clause.types) ?? [];
    const declaration = declarationOf(moduleDoc, node);
    if (declaration) declaration.sessionType = parent?.typeArguments?.[0]?.getText() ?? 'SessionController';
  },
  packageLinkPhase(/** @type {any} */ { customElementsManifest: manifest }) {
    for (const { declarations } of manifest.modules)
      for (const declaration of declarations) {
        // The type is copied, because all heirs of a member share one type object.
        for (const member of declaration.members ?? [])
          if (member.type)
            member.type = {
              ...member.type,
              text: member.type.text.replace(/\bS\b/, declaration.sessionType),
            };
        delete declaration.sessionType;
      }
  },
});

/** Reduces the manifest to the published elements, their public members and their paths in the package. */
export const published = () => ({
  name: 'utd-published',
  packageLinkPhase(/** @type {any} */ { customElementsManifest: manifest }) {
    const shipped = (/** @type {string} */ path) => path.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');
    manifest.modules = manifest.modules.filter((/** @type {any} */ each) =>
      each.declarations.some((/** @type {any} */ one) => one.tagName),
    );
    const tagOf = (/** @type {any} */ { declarations }) =>
      declarations.find((/** @type {any} */ each) => each.tagName).tagName;
    manifest.modules.sort((/** @type {any} */ a, /** @type {any} */ b) => (tagOf(a) < tagOf(b) ? -1 : 1));
    for (const module of manifest.modules) {
      module.path = shipped(module.path);
      for (const each of module.exports) each.declaration.module = shipped(each.declaration.module);
      module.declarations = module.declarations.filter((/** @type {any} */ each) => each.tagName);
      for (const declaration of module.declarations) {
        const parent = declaration.superclass;
        if (parent?.module) parent.module = shipped(parent.module);
        declaration.members = declaration.members?.filter(isPublic);
        for (const list of [declaration.members, declaration.attributes, declaration.slots])
          for (const each of list ?? []) delete each.inheritedFrom; // its module is not published
      }
    }
  },
});

const lifecycle = /^(connected|disconnected|connectedMove|attributeChanged|adopted)Callback$|^styles$|^\[/;

const isPublic = (/** @type {{ name: string, privacy?: string }} */ { name, privacy }) =>
  (privacy ?? 'public') === 'public' && !name.startsWith('#') && !lifecycle.test(name);
