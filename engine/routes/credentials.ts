import type { Context } from 'hono';
import { times } from '../../src/protocol/constants.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';
import { appOf, callerAddress } from '../callers.ts';
import type { App } from '../app.ts';
import type { Engine } from '../engine.ts';
import { bearerOf, parseBody } from '../http.ts';
import { Refusal } from '../refusal.ts';
import { actor } from '../may.ts';
import { whoMints } from './identity.ts';
import { mint, type MintBody } from './mint.ts';

/** `POST /token` */
export async function mintRoute(engine: Engine, context: Context): Promise<Response> {
  const address = callerAddress(engine, context);
  const body = parseBody(endpoints.mint, await context.req.text()) as MintBody; // by that very schema
  const again = await comesBack(engine, context, body);
  if (!again) await engine.limits.charge('mintAddress', address, 'join');
  const app = await knownApp(engine, context, address);
  const proof =
    body.identity_token === undefined
      ? null
      : await engine.tokens.readIdentity(body.identity_token, app.secret);
  const who = engine.store.transaction(() => whoMints(engine.store, app, body, proof, engine.clock.now()));
  if (!again) await engine.limits.charge('mint', `${app.id} ${who.identity}`, 'join');
  return context.json(await mint(engine, app, body, who));
}

/** A reconnection shows the bearer of the same session: it is no new guest, and is charged nothing. */
async function comesBack(engine: Engine, context: Context, body: MintBody): Promise<boolean> {
  if (!context.req.header('authorization')) return false;
  const bearer = await engine.tokens.readBearer(bearerOf(context), true).catch(() => null);
  return bearer?.sessionId === body.session_id && bearer.room === body.room_name;
}

/** @throws {Refusal} `unauthenticated`, and after too many wrong keys `rate_limited` */
async function knownApp(engine: Engine, context: Context, address: string): Promise<App> {
  try {
    const comesBackAs = context.req.header('authorization')
      ? await engine.tokens.readBearer(bearerOf(context), true)
      : null;
    const app = appOf(engine, context, context.req.header('x-app-id') ?? comesBackAs?.app ?? '');
    if (app.keyRequired && !comesBackAs && context.req.header('x-app-key') !== app.key)
      throw new Refusal('unauthenticated', 'The app key is not the one of this app. Check app-key.', {
        field: 'app_key',
      });
    return app;
  } catch (error) {
    await engine.limits.charge('wrongKey', address, 'join');
    throw error;
  }
}

/** `POST /auth/refresh` */
export async function refreshRoute(engine: Engine, context: Context): Promise<Response> {
  const body = parseBody(endpoints.refresh, await context.req.text()) as { identity_token?: string };
  const bearer = await engine.tokens.readBearer(bearerOf(context), true);
  const app = appOf(engine, context, bearer.app);
  if (engine.clock.now() > bearer.mintedAt + times.refreshable)
    throw new Refusal('token_expired', 'The sign-in is older than a day. Join again.');
  if (app.identities === 'signed') {
    const proof =
      body.identity_token === undefined
        ? null
        : await engine.tokens.readIdentity(body.identity_token, app.secret);
    const asked = { room_name: bearer.room };
    const who = engine.store.transaction(() => whoMints(engine.store, app, asked, proof, engine.clock.now()));
    if (who.identity !== bearer.identity)
      throw new Refusal('unauthenticated', 'The identity token is for somebody else.');
  }
  // Who has left, or was thrown out, gets no new one.
  actor(engine.store, bearer, bearer.room);
  return context.json({ user_token: await engine.tokens.bearer(bearer), expires_in: times.userToken / 1000 });
}
