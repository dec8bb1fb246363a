import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';

/** A customer's app. */
export const App = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^\d{10}$/, 'An app id has ten digits.')),
  /** The app key: publishable. */
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'An app key has 32 hex digits.')),
  /** A mint must show the app key. */
  keyRequired: v.optional(v.boolean(), true),
  /** The server secret, for the app's backend and the engine only; at least 32 characters. */
  secret: v.pipe(v.string(), v.minLength(32, 'A server secret has at least 32 characters.')),
  /** The source of identities. `open`: people name themselves. `anonymous`: the engine names them. `signed`: the backend does. */
  identities: v.optional(v.picklist(['open', 'anonymous', 'signed']), 'signed'),
  /** The people who may claim a room without an owner: none from a page, those whom an identity token names, or anyone. */
  owners: v.optional(v.picklist(['server', 'signed', 'anyone']), 'signed'),
  /** The exact origins of pages. `loopback` stands for every page of this machine, in development only. */
  origins: v.optional(v.union([v.array(v.string()), v.literal('loopback')]), []),
});
export type App = v.InferOutput<typeof App>;

/** The app of a development engine: it exists only where the configuration is safe for it. */
export const developmentApp: App = {
  id: '1234567890',
  key: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6',
  keyRequired: false,
  secret: 'development-only-development-only',
  identities: 'open',
  owners: 'anyone',
  origins: 'loopback',
};

const port = v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(0), v.maxValue(65_535));
const flag = v.pipe(
  v.picklist(['0', '1']),
  v.transform((value) => value === '1'),
);

/** The keys of the environment. */
const Environment = v.object({
  /** The port to listen on; 0 takes any free port. */
  PORT: v.optional(port, '4000'),
  /** Address to bind. */
  HOST: v.optional(v.string(), '127.0.0.1'),
  /** Address of livekit-server, as the engine and its clients reach it. */
  LIVEKIT_URL: v.optional(v.pipe(v.string(), v.url()), 'ws://127.0.0.1:7880'),
  LIVEKIT_API_KEY: v.optional(v.pipe(v.string(), v.minLength(1, 'LIVEKIT_API_KEY is not set.')), ''),
  LIVEKIT_API_SECRET: v.optional(
    v.pipe(v.string(), v.minLength(32, 'LIVEKIT_API_SECRET has at least 32 characters.')),
    '',
  ),
  /** `1` makes the development app exist. */
  UTD_DEV: v.optional(flag, '0'),
  /** Folder of the database and the engine's own secret. */
  UTD_DATA: v.optional(v.string(), '.data'),
  /** Address of a Postgres database, `postgres://user:password@host/database`; without it, SQLite in UTD_DATA. */
  DATABASE_URL: v.optional(v.string()),
  /** JSON file with the list of apps. */
  UTD_APPS: v.optional(v.string()),
  /** The number of proxies before the engine that write X-Forwarded-For. */
  TRUST_PROXY: v.optional(v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(0)), '0'),
});

/** The facts of an installation, whatever its media server. */
export interface Installation {
  readonly apps: readonly App[];
  /** Signs bearer tokens and invite links. Random for each installation. */
  readonly secret: string;
}

export interface Config extends Installation {
  readonly port: number;
  readonly host: string;
  readonly livekit: { readonly url: string; readonly key: string; readonly secret: string };
  readonly development: boolean;
  readonly trustProxy: number;
  /** Path of a SQLite file, or address of a Postgres database. */
  readonly database: string;
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

type Variables = Record<string, string | undefined>;

function parse<S extends v.GenericSchema>(schema: S, environment: Variables): v.InferOutput<S> {
  const parsed = v.safeParse(schema, environment);
  if (parsed.success) return parsed.output;
  throw new Error(`The engine cannot start: ${parsed.issues.map(({ message }) => message).join(' ')}`);
}

/** @throws {Error} with a sentence, where something is missing or unsafe */
export function readConfig(environment: Variables): Config {
  const env = parse(Environment, environment);
  return {
    ...readInstallation(environment),
    port: env.PORT,
    host: env.HOST,
    livekit: { url: env.LIVEKIT_URL, key: env.LIVEKIT_API_KEY, secret: env.LIVEKIT_API_SECRET },
    development: env.UTD_DEV,
    trustProxy: env.TRUST_PROXY,
    database: readDatabase(environment),
  };
}

/** The path or the address of the database. */
export function readDatabase(environment: Variables): string {
  const env = parse(v.pick(Environment, ['UTD_DATA', 'DATABASE_URL']), environment);
  if (env.DATABASE_URL) return env.DATABASE_URL;
  mkdirSync(env.UTD_DATA, { recursive: true, mode: 0o700 });
  return keptFile(join(env.UTD_DATA, 'engine.db'));
}

/** @throws {Error} with a sentence, where something is missing or unsafe */
export function readInstallation(environment: Variables): Installation {
  const env = parse(v.pick(Environment, ['HOST', 'UTD_DEV', 'UTD_DATA', 'UTD_APPS']), environment);
  // The bind address decides: a proxy makes every peer look local.
  if (env.UTD_DEV && !loopback.has(env.HOST))
    throw new Error(
      `The engine cannot start: the development app (UTD_DEV=1) must not be reached from outside, but HOST is '${env.HOST}'. Bind to 127.0.0.1, or unset UTD_DEV and name your apps in UTD_APPS.`,
    );
  mkdirSync(env.UTD_DATA, { recursive: true, mode: 0o700 });
  const apps = [...(env.UTD_DEV ? [developmentApp] : []), ...(env.UTD_APPS ? readApps(env.UTD_APPS) : [])];
  if (!apps.length)
    throw new Error(
      'The engine cannot start: it has no app. Name yours in UTD_APPS, or set UTD_DEV=1 to develop.',
    );
  return { apps, secret: keptSecret(join(env.UTD_DATA, 'secret')) };
}

function readApps(path: string): readonly App[] {
  const apps = v.safeParse(v.array(App), JSON.parse(readFileSync(path, 'utf8')));
  if (apps.success) return apps.output;
  const [issue] = apps.issues;
  throw new Error(
    `The engine cannot start: ${path} is not a list of apps (${v.getDotPath(issue) ?? 'top level'}: ${issue.message})`,
  );
}

function keptSecret(path: string): string {
  try {
    // `wx`: made once, never overwritten.
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8');
}

/** SQLite makes its further files with the rights of the first. */
function keptFile(path: string): string {
  writeFileSync(path, '', { flag: 'a', mode: 0o600 });
  chmodSync(path, 0o600);
  return path;
}
