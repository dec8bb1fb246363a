import type { Context } from 'hono';
import { times } from '../../src/protocol/constants.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';
import { appOf, callerAddress } from '../auth/origins.ts';
import type { App } from '../core/app.ts';
import type { Invite } from '../auth/token-claims.ts';
import type { Engine } from '../engine.ts';
import { parseBody } from '../requests/request-input.ts';
import { bearerOf } from '../auth/credential.ts';
import type { Bearer } from '../auth/tokens.ts';
import { Refusal } from '../core/refusal.ts';
import { actor } from '../auth/authorize.ts';
import { resumable, whoMints } from './identify.ts';
import type { MintBody } from './admit.ts';
import { mint } from './mint.ts';

/** `POST /token` */
export async function mintRoute(engine: Engine, context: Context): Promise<Response> {
  const address = callerAddress(engine, context);
  const body = parseBody(endpoints.mint, await context.req.text()) as MintBody; // by that very schema
  const before = await comesBack(engine, context, body);
  if (!before) await engine.limits.charge('mintAddress', address, 'join');
  const app = await engine.limits.guessing(address, 'join', () => knownApp(engine, context, before));
  const proof = await proofOf(engine, app, body.identity_token);
  const who = engine.store.transaction(() => whoMints(engine.store, app, body, proof, engine.clock.now()));
  // Whoever comes back as the same person is no new guest; as somebody else they are.
  if (before?.identity !== who.identity)
    await engine.limits.charge('mint', `${app.id} ${who.identity}`, 'join');
  const invite = await inviteOf(engine, body, before?.identity === who.identity);
  // A page hands its link to every room that it has: one of another room says nothing here.
  const link = invite?.app === app.id && invite.room === body.room_name ? invite : null;
  return context.json(await mint(engine, app, body, { ...who, link }), 200, {
    'cache-control': 'no-store',
  });
}

/** What the link says. Who comes back has what one gave that has run out since, and needs it no more. */
async function inviteOf({ tokens }: Engine, { invite }: MintBody, back: boolean): Promise<Invite | null> {
  if (invite === undefined) return null;
  return tokens.readInvite(invite).catch((error: unknown) => {
    if (back && error instanceof Refusal && error.code === 'invite_expired') return null;
    throw error;
  });
}

/** A reconnection shows the bearer of the same session. */
async function comesBack(engine: Engine, context: Context, body: MintBody): Promise<Bearer | null> {
  if (!context.req.header('authorization')) return null;
  const bearer = await engine.tokens.readBearer(bearerOf(context), true).catch((error: unknown) => {
    // A stale one only means that this is a new guest.
    if (error instanceof Refusal) return null;
    throw error;
  });
  const same = bearer?.sessionId === body.session_id && bearer.room === body.room_name;
  return same && (body.identity === undefined || body.identity === bearer.identity) ? bearer : null;
}

/** @throws {Refusal} `unauthenticated` */
async function knownApp(engine: Engine, context: Context, before: Bearer | null): Promise<App> {
  const app = appOf(engine, context, context.req.header('x-app-id') ?? before?.app ?? '');
  if (app.keyRequired && before?.app !== app.id && context.req.header('x-app-key') !== app.key)
    throw new Refusal('unauthenticated', 'The app key is not the one of this app. Check app-key.', {
      field: 'app_key',
    });
  return app;
}

const proofOf = async ({ tokens }: Engine, app: App, token: string | undefined) =>
  token === undefined ? null : tokens.readIdentity(token, app.secret);

/** `POST /auth/refresh` */
export async function refreshRoute(engine: Engine, context: Context): Promise<Response> {
  const body = parseBody(endpoints.refresh, await context.req.text()) as { identity_token?: string };
  const bearer = await engine.limits.guessing(callerAddress(engine, context), 'go on', () =>
    engine.tokens.readBearer(bearerOf(context), true),
  );
  const app = appOf(engine, context, bearer.app);
  await engine.limits.charge('changes', `${app.id} ${bearer.identity}`, 'go on');
  if (engine.clock.now() > bearer.mintedAt + times.refreshable)
    throw new Refusal('token_expired', 'The sign-in is older than a day. Join again.');
  if (app.identities === 'signed') {
    const proof = await proofOf(engine, app, body.identity_token);
    const asked = { room_name: bearer.room };
    const who = engine.store.transaction(() => whoMints(engine.store, app, asked, proof, engine.clock.now()));
    if (who.identity !== bearer.identity)
      throw new Refusal('unauthenticated', 'The identity token is for somebody else.');
  }
  // Who has left, or was thrown out, gets no new one.
  actor(engine.store, bearer, bearer.room, engine.clock.now());
  engine.store.keepAnonymousUntil(app.id, bearer.identity, engine.clock.now() + resumable);
  return context.json({ user_token: await engine.tokens.bearer(bearer), expires_in: times.userToken / 1000 });
}
