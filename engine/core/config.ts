import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { postgresAddress } from './postgres-address.ts';

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
  /** The people whose presence a person may watch. `shared`: those of a common room or conversation. `open`: everybody. */
  presence: v.optional(v.picklist(['open', 'shared']), 'shared'),
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
  presence: 'open',
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
  /** Address of a Postgres database; without it, or empty, SQLite in UTD_DATA. */
  DATABASE_URL: v.optional(
    v.pipe(
      v.string(),
      // The value has a password: no message shows it.
      v.check(
        (value) => !value || postgresAddress.test(value),
        'DATABASE_URL is no address of a Postgres database. Write it as postgres://user:password@host/database, or unset it for SQLite in UTD_DATA.',
      ),
    ),
  ),
  /** JSON file with the list of apps. */
  UTD_APPS: v.optional(v.string()),
  /** Address of the engine as pages reach it, `https://…`; without it, the address by which a call came. */
  UTD_URL: v.optional(v.pipe(v.string(), v.url('UTD_URL is no address.'))),
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
  /** Address as pages reach it, where one is set. */
  readonly url?: string | undefined;
  /** Path of a SQLite file, or address of a Postgres database. */
  readonly database: string;
}

/** The keys of a copy, and its target. */
const Copy = v.object({
  ...v.pick(Environment, ['UTD_DATA', 'DATABASE_URL']).entries,
  /** Address of a Postgres database, or path of a SQLite file. The value has a password: no message shows it. */
  to: v.pipe(
    v.string('The target is missing: npm run engine -- copy --to postgres://user:password@host/database'),
    v.check(
      (value) => postgresAddress.test(value) || /^(?!.*(:\/\/|=)).*\.db$/.test(value),
      'The target is neither an address postgres://user:password@host/database nor the path of a file that ends in .db. Correct --to.',
    ),
  ),
});

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

type Variables = Record<string, string | undefined>;

function parse<S extends v.GenericSchema>(
  schema: S,
  environment: Variables,
  deed = 'The engine cannot start',
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, environment);
  if (parsed.success) return parsed.output;
  throw new Error(`${deed}: ${parsed.issues.map(({ message }) => message).join(' ')}`);
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
    url: env.UTD_URL,
    database: databaseOf(env),
  };
}

const databaseOf = (env: { UTD_DATA: string; DATABASE_URL?: string | undefined }): string =>
  env.DATABASE_URL || join(env.UTD_DATA, 'engine.db');

/**
 * The databases of a copy, by path or address: that of the environment, and the target.
 *
 * @throws {Error} with a sentence, where one is missing or is none
 */
export function readCopy(environment: Variables, to: string | undefined): { from: string; to: string } {
  const copy = parse(Copy, { ...environment, to }, 'Could not copy');
  return { from: databaseOf(copy), to: copy.to };
}

/** @throws {Error} with a sentence, where something is missing or unsafe */
export function readInstallation(environment: Variables): Installation {
  const env = parse(v.pick(Environment, ['HOST', 'UTD_DEV', 'UTD_DATA', 'UTD_APPS']), environment);
  // The bind address decides: a proxy makes every peer look local.
  if (env.UTD_DEV && !loopback.has(env.HOST))
    throw new Error(
      `The engine cannot start: the development app (UTD_DEV=1) must not be reached from outside, but HOST is '${env.HOST}'. Bind to 127.0.0.1, or unset UTD_DEV and name your apps in UTD_APPS.`,
    );
  const apps = [...(env.UTD_DEV ? [developmentApp] : []), ...(env.UTD_APPS ? readApps(env.UTD_APPS) : [])];
  if (!apps.length)
    throw new Error(
      'The engine cannot start: it has no app. Name yours in UTD_APPS, or set UTD_DEV=1 to develop.',
    );
  const path = join(env.UTD_DATA, 'secret');
  const secret = withFiles(() => {
    mkdirSync(env.UTD_DATA, { recursive: true, mode: 0o700 });
    return keptSecret(path);
  }, 'Give the user of the engine the right to write there and room on the disk, or name another folder in UTD_DATA.');
  // An empty secret signs as well, and every page knows it.
  if (!secret)
    throw new Error(
      `The engine cannot start: the file ${path} has no secret. Restore it from a backup, or delete it: the engine makes a new one, and all access tokens and invite links are invalid then.`,
    );
  return { apps, secret };
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @throws {Error} with a sentence, where the file system refuses */
function withFiles<T>(work: () => T, todo: string): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`The engine cannot start: ${reasonOf(error)}. ${todo}`, { cause: error });
  }
}

/** The message of `JSON.parse` shows the text around a mistake, and the text has secrets. */
function parsedJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The engine cannot start: ${path} is no JSON. Correct the file that UTD_APPS names.`);
  }
}

function readApps(path: string): readonly App[] {
  const text = withFiles(() => readFileSync(path, 'utf8'), 'Check UTD_APPS, and the rights of the file.');
  const apps = v.safeParse(v.array(App), parsedJson(path, text));
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
