/**
 * Who may import whom: docs/architecture.md says why. A target is a layer, a file of ours, or a package;
 * `type` marks what may only be imported as a type.
 */
export const rules: Readonly<Record<string, readonly string[]>> = {
  protocol: ['valibot'],
  vocabulary: ['protocol', 'type reactive'],
  reactive: ['protocol', 'signal-polyfill', 'nanoevents'],
  edge: ['protocol', 'vocabulary', 'type reactive', 'valibot', 'livekit-client'],
  parts: ['protocol', 'vocabulary', 'reactive', 'valibot', 'type edge', 'src/edge/transport.ts'],
  controllers: ['protocol', 'vocabulary', 'reactive', 'parts', 'type edge', 'type lit'],
  contexts: ['type controllers', '@lit/context'],
  client: ['vocabulary', 'controllers', 'edge'],
  elements: [
    'protocol',
    'vocabulary',
    'reactive',
    'controllers',
    'contexts',
    'client',
    'lit',
    '@lit/context',
    '@lit-labs/signals',
  ],
  entry: ['protocol', 'vocabulary', 'reactive', 'controllers', 'contexts', 'client', 'elements'],
  engine: ['protocol', 'valibot', 'node', 'engine packages'],
};

/** Files that may more than their layer. */
const more: Readonly<Record<string, readonly string[]>> = {
  // The world that a session has, unless it is given another.
  'src/controllers/session-controller.ts': ['src/edge/edge.ts'],
  // What is shown follows a change of words, as it follows anything else.
  'src/messages.ts': ['src/reactive/signal.ts'],
};

/** The files of `src/` that are in no folder. */
const files: Readonly<Record<string, string>> = {
  'src/events.ts': 'vocabulary',
  'src/errors.ts': 'vocabulary',
  'src/words.ts': 'vocabulary',
  'src/messages.ts': 'vocabulary',
  'src/shapes.ts': 'vocabulary',
  'src/speaker-shapes.ts': 'vocabulary',
  'src/message-shapes.ts': 'vocabulary',
  'src/ban.ts': 'vocabulary',
  'src/options.ts': 'vocabulary',
  'src/version.ts': 'vocabulary',
  'src/contexts.ts': 'contexts',
  'src/client.ts': 'client',
  'src/index.ts': 'entry',
  'src/define.ts': 'entry',
};

/** How the path of the one place begins that a package comes in by, where there is but one. */
export const doors: Readonly<Record<string, string>> = {
  'livekit-client': 'src/edge/livekit-',
  nanoevents: 'src/reactive/hub.ts',
  'signal-polyfill': 'src/reactive/signal.ts',
  'livekit-server-sdk': 'engine/sfu.ts',
  '@livekit/protocol': 'engine/sfu',
  jose: 'engine/tokens.ts',
  '@hono/node-server': 'engine/node.ts',
  ws: 'engine/node.ts',
  libsql: 'engine/store/database.ts',
  'rate-limiter-flexible': 'engine/limits.ts',
};

export const layerOf = (file: string): string =>
  files[file] ?? (file.startsWith('engine/') ? 'engine' : (file.split('/')[1] ?? file));

/** `@lit/context/x.js` → `@lit/context` */
export const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');

export const allowedFor = (file: string): readonly string[] => [
  ...(rules[layerOf(file)] ?? []),
  ...(more[file] ?? []),
];
