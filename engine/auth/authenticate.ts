import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { App, Config } from '../core/config.ts';
import { Refusal } from '../core/refusal.ts';
import { appOf, callerAddress } from './origins.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Bearer, Subject, Tokens } from './tokens.ts';

export interface AuthenticateDeps {
  readonly config: Config;
  readonly limits: RateLimits;
  readonly tokens: Tokens;
}

/** The bearer token of a call. @throws {Refusal} `unauthenticated` */
export function bearerOf(context: Context): string {
  const [, token] = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '') ?? [];
  if (token) return token;
  throw new Refusal('unauthenticated', 'This call needs a bearer. Join to get one.');
}

const hash = (text: string) => createHash('sha256').update(text).digest();

/** The app whose server secret came with a call; `null` where none did. */
export async function serverOf(deps: AuthenticateDeps, context: Context): Promise<App | null> {
  const secret = context.req.header('x-app-secret');
  if (secret === undefined) return null;
  return deps.limits.guessing(callerAddress(deps.config, context), 'go on', async () => {
    const app = appOf(deps.config, context, context.req.header('x-app-id') ?? '');
    if (timingSafeEqual(hash(secret), hash(app.secret))) return app;
    throw new Refusal('unauthenticated', 'The server secret is not the one of this app. Check X-App-Secret.');
  });
}

/** The identity of the app's backend, which no participant can have. */
export const serverIdentity = '';

const serverBearer = (app: App, room: string): Bearer => ({
  app: app.id,
  identity: serverIdentity,
  room,
  sessionId: 'server',
  mintedAt: 0,
});

/** The credential of a call: a participant's bearer token, or the server secret of the app's backend. */
export interface Caller {
  readonly bearer: Bearer;
  readonly server: boolean;
}

/** @param room empty for the whole app. @throws {Refusal} `unauthenticated`, `token_expired`, `rate_limited`, `forbidden` */
export async function authenticate(deps: AuthenticateDeps, context: Context, room: string): Promise<Caller> {
  const app = await serverOf(deps, context);
  if (app) return { bearer: serverBearer(app, room), server: true };
  const bearer = await deps.limits.guessing(callerAddress(deps.config, context), 'go on', () =>
    deps.tokens.readBearer(bearerOf(context)),
  );
  appOf(deps.config, context, bearer.app);
  if (room) return { bearer, server: false };
  throw new Refusal('forbidden', 'The whole project takes the server secret. Name the room.', {
    field: 'room_name',
  });
}

/** The person of a call, by a bearer without a room, or by the bearer of one room. */
export type CallerOfCalls = Subject | Bearer;

/** @throws {Refusal} `unauthenticated`, `token_expired`, `rate_limited` */
export async function authenticatePerson(deps: AuthenticateDeps, context: Context): Promise<CallerOfCalls> {
  const { tokens, limits, config } = deps;
  const person = await limits.guessing(callerAddress(config, context), 'go on', async () => {
    const token = bearerOf(context);
    try {
      return await tokens.readSession(token);
    } catch (error) {
      // A token of another kind has another key.
      if (!(error instanceof Refusal) || error.code !== 'unauthenticated') throw error;
      return tokens.readBearer(token);
    }
  });
  appOf(config, context, person.app);
  return person;
}

/** The room of a call: in its path, else beside; empty for the whole app. */
export const roomNameOf = ({ req }: Context, body: unknown): string =>
  req.param('room') ??
  (body as { room_name?: string } | undefined)?.room_name ??
  req.query('room_name') ??
  '';
