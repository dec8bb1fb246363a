// Writes what editors know of the elements: custom data of VS Code, and web-types of JetBrains.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';

const files = { vscode: 'vscode.html-custom-data.json', webTypes: 'web-types.json' };

/** Every command with its words, once: the values of the attribute `command`. */
function commandsOf(/** @type {any} */ manifest) {
  const named = manifest.modules
    .flatMap((/** @type {any} */ { declarations }) => declarations)
    .flatMap((/** @type {any} */ { commands = [] }) => commands);
  return [...new Map(named.map((/** @type {{ name: string }} */ each) => [each.name, each])).values()];
}

const change = (/** @type {string} */ path, /** @type {(data: any) => void} */ edit) => {
  const data = JSON.parse(readFileSync(path, 'utf8'));
  edit(data);
  writeFileSync(path, JSON.stringify(data));
};

export function writeEditorData(/** @type {string} */ outdir) {
  const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
  const commands = commandsOf(manifest);
  generateVsCodeCustomElementData(manifest, {
    outdir,
    htmlFileName: files.vscode,
    cssFileName: null,
    hideLogs: true,
  });
  generateJetBrainsWebTypes(manifest, {
    outdir,
    webTypesFileName: files.webTypes,
    excludeCss: true,
    packageJson: false,
    hideLogs: true,
  });
  change(join(outdir, files.vscode), (data) => {
    data.globalAttributes = [
      ...(data.globalAttributes ?? []),
      { name: 'command', description: 'The command that a button sends.', values: commands },
    ];
  });
  change(join(outdir, files.webTypes), ({ contributions }) => {
    contributions.html.attributes = [
      ...(contributions.html.attributes ?? []),
      {
        name: 'command',
        description: 'The command that a button sends.',
        value: { kind: 'plain', type: 'enum' },
        values: commands,
      },
    ];
  });
}
