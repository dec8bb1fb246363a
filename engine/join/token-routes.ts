import { Hono, type Context } from 'hono';
import { times } from '../../src/protocol/constants.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';
import { bearerOf } from '../auth/authenticate.ts';
import { actorOf } from '../auth/authorize.ts';
import { appOf, callerAddress } from '../auth/origins.ts';
import type { Invite } from '../auth/token-claims.ts';
import type { Bearer, Tokens } from '../auth/tokens.ts';
import type { App } from '../core/config.ts';
import { Refusal } from '../core/refusal.ts';
import { bodyOf, validBody } from '../requests/request-input.ts';
import type { MintBody } from './admit.ts';
import { identify, resumable } from './identify.ts';
import type { JoinDeps } from './join-deps.ts';
import { mint } from './mint.ts';

/** The routes of credentials: `POST /token` and `POST /auth/refresh`. */
export const tokenRoutes = (deps: JoinDeps): Hono =>
  new Hono()
    .post(endpoints.mint.path, validBody(endpoints.mint), (context) => mintRoute(deps, context))
    .post(endpoints.refresh.path, validBody(endpoints.refresh), (context) => refreshRoute(deps, context));

async function mintRoute(deps: JoinDeps, context: Context): Promise<Response> {
  const { config, limits, rooms, clock } = deps;
  const address = callerAddress(config, context);
  const body = bodyOf(context) as MintBody; // by the schema of the endpoint
  const before = await reconnectingBearer(deps, context, body);
  if (!before) await limits.charge('mintAddress', address, 'join');
  const app = await limits.guessing(address, 'join', async () => knownApp(deps, context, before));
  const proof = await proofOf(deps.tokens, app, body.identity_token);
  const person = await rooms.transaction(joining(app), ({ tx }) =>
    identify(tx, app, body, proof, clock.now()),
  );
  // A person who comes back is no new guest; with another identity they are.
  if (before?.identity !== person.identity)
    await limits.charge('mint', `${app.id} ${person.identity}`, 'join');
  const invite = await inviteOf(deps.tokens, body, before?.identity === person.identity);
  // A page sends its invite link to every room that it joins: a link of another room says nothing here.
  const link = invite?.app === app.id && invite.room === body.room_name ? invite : null;
  return context.json(await mint(deps, app, body, { ...person, link }), 200, {
    'cache-control': 'no-store',
  });
}

/** Identities change no room: their transactions need no lock of one, and each statement of theirs is atomic. */
const joining = (app: App) => ({ app: app.id, room: ' identities' });

/** The content of the invite link. A person who comes back has the rights of a link that has expired since. */
async function inviteOf(tokens: Tokens, { invite }: MintBody, back: boolean): Promise<Invite | null> {
  if (invite === undefined) return null;
  try {
    return await tokens.readInvite(invite);
  } catch (error) {
    if (back && error instanceof Refusal && error.code === 'invite_expired') return null;
    throw error;
  }
}

/** The bearer token of the same session, which a reconnect shows. */
async function reconnectingBearer(
  { tokens }: JoinDeps,
  context: Context,
  body: MintBody,
): Promise<Bearer | null> {
  if (!context.req.header('authorization')) return null;
  try {
    const bearer = await tokens.readBearer(bearerOf(context), true);
    const same = bearer.sessionId === body.session_id && bearer.room === body.room_name;
    return same && (body.identity === undefined || body.identity === bearer.identity) ? bearer : null;
  } catch (error) {
    // With a stale token, the person is a new guest.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** @throws {Refusal} `unauthenticated` */
function knownApp({ config }: JoinDeps, context: Context, before: Bearer | null): App {
  const app = appOf(config, context, context.req.header('x-app-id') ?? before?.app ?? '');
  if (app.keyRequired && before?.app !== app.id && context.req.header('x-app-key') !== app.key)
    throw new Refusal('unauthenticated', 'The app key is not the one of this app. Check app-key.', {
      field: 'app_key',
    });
  return app;
}

const proofOf = async (tokens: Tokens, app: App, token: string | undefined) =>
  token === undefined ? null : tokens.readIdentity(token, app.secret);

async function refreshRoute(deps: JoinDeps, context: Context): Promise<Response> {
  const { config, limits, rooms, products, tokens, clock } = deps;
  const body = bodyOf(context) as { identity_token?: string };
  const bearer = await limits.guessing(callerAddress(config, context), 'go on', () =>
    tokens.readBearer(bearerOf(context), true),
  );
  const app = appOf(config, context, bearer.app);
  await limits.charge('changes', `${app.id} ${bearer.identity}`, 'go on');
  const now = clock.now();
  if (now > bearer.mintedAt + times.refreshable)
    throw new Refusal('token_expired', 'The sign-in is older than a day. Join again.');
  const proof = app.identities === 'signed' ? await proofOf(tokens, app, body.identity_token) : undefined;
  await rooms.transaction(joining(app), async ({ tx }) => {
    if (proof !== undefined) {
      const { identity } = await identify(tx, app, { room_name: bearer.room }, proof, now);
      if (identity !== bearer.identity)
        throw new Refusal('unauthenticated', 'The identity token is for somebody else.');
    }
    // A person who has left, or was removed, gets no new token.
    const asked = { room: bearer.room, operation: 'readRoom', now } as const;
    await actorOf(tx, products, { bearer, server: false }, asked);
    await tx.prolongAnonymous(app.id, bearer.identity, now + resumable);
  });
  return context.json({ user_token: await tokens.bearer(bearer), expires_in: times.userToken / 1000 });
}
