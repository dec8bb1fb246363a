/** A room of the source tree: the paths below it, and the rooms and packages that its files may import. */
export interface Room {
  /** How the path of a file in this room begins; the longest match counts. */
  readonly name: string;
  /** Rooms further up this list (with all rooms below them) and packages; `type` marks an import that may only be of types. */
  readonly imports: readonly string[];
}

const vocabulary = ['src/protocol', 'src/reactive', 'src/errors', 'src/model'] as const;
const session = [...vocabulary, 'type src/platform', 'src/platform/transport', 'src/session/core'] as const;
const element = [...vocabulary, 'type src/controllers', 'src/elements/dom', 'lit', '@lit/context'] as const;

const engineWords = ['src/protocol', 'node'] as const;
const engineModel = ['engine/core', 'engine/model'] as const;
const engineRoutes = ['engine/room', 'engine/auth', 'engine/requests'] as const;

/**
 * The rooms, in their order: every arrow goes up this list, so that no two rooms import each other.
 * docs/architecture.md says why.
 */
export const rooms: readonly Room[] = [
  { name: 'src/protocol', imports: ['valibot'] },
  // A list of seats would work with these as well as a game of chess: no word about rooms is in here.
  { name: 'src/reactive', imports: ['src/protocol', 'signal-polyfill', 'nanoevents'] },
  { name: 'src/errors', imports: ['src/protocol', 'src/reactive'] },
  { name: 'src/model', imports: ['src/protocol', 'src/errors', 'type src/reactive'] },
  { name: 'src/platform/transport', imports: ['src/protocol', 'src/model'] },
  { name: 'src/platform/page', imports: [...vocabulary] },
  { name: 'src/platform/playback', imports: [...vocabulary, 'src/platform/transport'] },
  { name: 'src/platform/engine-http', imports: [...vocabulary, 'valibot'] },
  {
    name: 'src/platform/capture',
    imports: [...vocabulary, 'src/platform/transport', 'src/platform/playback'],
  },
  {
    name: 'src/platform/livekit',
    imports: [...vocabulary, 'src/platform/transport', 'valibot', 'livekit-client'],
  },
  { name: 'src/platform/signalling-socket', imports: [] },
  { name: 'src/platform', imports: [...vocabulary, 'src/platform'] },
  { name: 'src/session/core', imports: [...session, 'valibot'] },
  { name: 'src/session/chat', imports: [...session, 'valibot'] },
  { name: 'src/session/room-state', imports: [...session, 'valibot'] },
  { name: 'src/session/participants', imports: session },
  { name: 'src/session/local-media', imports: session },
  { name: 'src/session/remote-audio', imports: [...session, 'src/session/local-media'] },
  { name: 'src/session/remote-video', imports: session },
  { name: 'src/session/moderation', imports: [...session, 'src/session/chat'] },
  { name: 'src/session/connection', imports: [...session, 'src/session/room-state', 'valibot'] },
  { name: 'src/session/speakers', imports: [...session, 'src/session/room-state'] },
  { name: 'src/audio-room', imports: [...session, 'src/session/room-state', 'src/session/speakers'] },
  {
    name: 'src/live-stream',
    imports: [...session, 'src/session/room-state', 'src/session/speakers', 'src/session/local-media'],
  },
  {
    name: 'src/call',
    imports: [...session, 'src/session/local-media', 'type src/session/connection'],
  },
  // No room and no media: the signalling plane is a session of its own.
  {
    name: 'src/signalling',
    imports: [...vocabulary, 'type src/platform', 'src/session/core', 'src/session/chat', 'valibot'],
  },
  {
    name: 'src/controllers',
    imports: [
      ...session,
      'src/platform/platform.ts',
      'src/platform/signal-platform.ts',
      'src/session',
      'src/audio-room',
      'src/live-stream',
      'src/call',
      'src/signalling',
      'type lit',
    ],
  },
  { name: 'src/client', imports: [...vocabulary, 'src/controllers', 'src/platform'] },
  {
    name: 'src/elements/dom',
    imports: [...vocabulary, 'type src/controllers', 'lit', '@lit-labs/signals'],
  },
  { name: 'src/elements/commands', imports: element },
  { name: 'src/elements/templates', imports: [...element, 'src/elements/commands'] },
  { name: 'src/elements/base', imports: [...element, 'src/elements/templates', 'src/elements/commands'] },
  {
    name: 'src/elements/provider',
    imports: [...element, 'src/elements/base', 'src/elements/commands'],
  },
  {
    name: 'src/elements/session',
    imports: [
      ...element,
      'src/elements/base',
      'src/elements/commands',
      'src/elements/templates',
      'src/elements/provider',
    ],
  },
  {
    name: 'src/elements/audio-room',
    imports: [
      ...element,
      'src/controllers',
      'src/elements/base',
      'src/elements/commands',
      'src/elements/templates',
      'src/elements/provider',
      'src/elements/session',
    ],
  },
  {
    name: 'src/elements/live-stream',
    imports: [
      ...element,
      'src/controllers',
      'src/elements/base',
      'src/elements/commands',
      'src/elements/templates',
      'src/elements/provider',
      'src/elements/session',
    ],
  },
  {
    name: 'src/elements/signalling',
    imports: [
      ...element,
      'src/controllers',
      'src/elements/base',
      'src/elements/commands',
      'src/elements/templates',
      'src/elements/provider/owned-session.ts',
      'src/elements/session',
    ],
  },
  {
    name: 'src/elements/call',
    imports: [
      ...element,
      'src/controllers',
      'src/elements/base',
      'src/elements/commands',
      'src/elements/provider',
      'src/elements/signalling/signal-context.ts',
    ],
  },
  { name: 'src/index', imports: ['src'] },
  {
    name: 'src/define',
    imports: ['src/protocol', 'src/elements', 'src/model', 'src/index', 'src/platform/platform.ts', 'lit'],
  },
  {
    name: 'src/react',
    imports: ['src/reactive', 'src/elements', 'src/define/register.ts', 'react', '@lit/react'],
  },
  {
    name: 'src/frameworks',
    imports: ['type src/elements', 'type preact', 'type react', 'type solid-js', 'type svelte', 'type vue'],
  },
  { name: 'engine/core', imports: [...engineWords, 'valibot'] },
  { name: 'engine/model', imports: [...engineWords, 'engine/core', 'type valibot'] },
  // The database: no rule and no media server.
  { name: 'engine/store', imports: [...engineWords, ...engineModel, 'kysely', 'libsql', 'pg'] },
  // A room as it is committed, and as the media server should have it.
  { name: 'engine/room', imports: [...engineWords, ...engineModel, 'engine/store'] },
  {
    name: 'engine/livekit',
    imports: [
      ...engineWords,
      ...engineModel,
      'engine/room',
      '@livekit/protocol',
      'livekit-server-sdk',
      'type valibot',
    ],
  },
  {
    name: 'engine/auth',
    imports: [
      ...engineWords,
      ...engineModel,
      'engine/room',
      'engine/store',
      'hono',
      'jose',
      'rate-limiter-flexible',
      'valibot',
    ],
  },
  {
    name: 'engine/requests',
    imports: [
      ...engineWords,
      ...engineModel,
      'engine/room',
      'engine/store',
      'engine/auth',
      'hono',
      '@hono/valibot-validator',
      'valibot',
    ],
  },
  { name: 'engine/chat', imports: [...engineWords, ...engineModel, ...engineRoutes] },
  { name: 'engine/moderation', imports: [...engineWords, ...engineModel, ...engineRoutes, 'type valibot'] },
  // Requests and invitations, to a seat or to the stage.
  { name: 'engine/speakers', imports: [...engineWords, ...engineModel, 'engine/room'] },
  {
    name: 'engine/audio-room',
    imports: [...engineWords, ...engineModel, ...engineRoutes, 'engine/speakers', 'valibot'],
  },
  {
    name: 'engine/live-stream',
    imports: [...engineWords, ...engineModel, ...engineRoutes, 'engine/speakers'],
  },
  // Sockets: presence and messages.
  {
    name: 'engine/signalling',
    imports: [
      ...engineWords,
      ...engineModel,
      'engine/room',
      'type engine/store',
      'engine/auth',
      'ws',
      'valibot',
    ],
  },
  {
    name: 'engine/join',
    imports: [
      ...engineWords,
      ...engineModel,
      ...engineRoutes,
      'engine/store',
      'engine/livekit',
      'hono',
      'valibot',
    ],
  },
  {
    name: 'engine/call',
    imports: [
      ...engineWords,
      ...engineModel,
      ...engineRoutes,
      'engine/store',
      'engine/join',
      'hono',
      'type valibot',
    ],
  },
  { name: 'engine/engine', imports: ['engine'] },
  { name: 'engine/api', imports: ['src/protocol', 'engine', 'node', 'hono', '@hono/node-server', 'valibot'] },
  { name: 'engine', imports: ['src/protocol', 'engine', 'node', 'valibot'] },
];

/** How the path of the one place begins that a package comes in by, where there is but one. */
export const doors: Readonly<Record<string, string>> = {
  'livekit-client': 'src/platform/livekit/',
  nanoevents: 'src/reactive/emitter.ts',
  'signal-polyfill': 'src/reactive/signal.ts',
  'livekit-server-sdk': 'engine/livekit/',
  '@livekit/protocol': 'engine/livekit/',
  jose: 'engine/auth/tokens.ts',
  '@hono/node-server': 'engine/api/listen.ts',
  kysely: 'engine/store/',
  libsql: 'engine/store/dialects/sqlite-dialect.ts',
  pg: 'engine/store/dialects/postgres-dialect.ts',
  'rate-limiter-flexible': 'engine/auth/rate-limits.ts',
  ws: 'engine/signalling/websocket-server.ts',
};

const begins = (path: string, name: string) =>
  path === name || path === `${name}.ts` || path.startsWith(`${name}/`);

/** The room of a file. */
export function roomOf(file: string): Room {
  const [room] = rooms
    .filter(({ name }) => begins(file, name))
    .toSorted((a, b) => b.name.length - a.name.length);
  if (!room) throw new Error(`${file} is in no room of test/support/package/layers.ts.`);
  return room;
}

/** Whether `entry` of a room's imports covers a file, a room or a package. */
export const covers = (entry: string, path: string): boolean => begins(path, entry);

/** `@lit/context/x.js` → `@lit/context` */
export const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
