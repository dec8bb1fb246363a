import { Hono, type Context } from 'hono';
import type { InferInput, InferOutput } from 'valibot';
import { times } from '../../src/protocol/constants.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';
import type { SessionAnswer, SessionRequest } from '../../src/protocol/rest/token.ts';
import type {
  SignalTokenAnswer,
  SignalTokenRequest,
} from '../../src/protocol/signalling/signal-endpoints.ts';
import { bearerOf, serverOf } from '../auth/authenticate.ts';
import { actorOf } from '../auth/authorize.ts';
import { appOf, callerAddress, signalUrl } from '../auth/origins.ts';
import type { Invite } from '../auth/token-claims.ts';
import type { Bearer, Tokens } from '../auth/tokens.ts';
import type { App } from '../core/config.ts';
import { Refusal } from '../core/refusal.ts';
import { bodyOf, validBody } from '../requests/request-input.ts';
import type { MintBody } from './admit.ts';
import { identify, resumable } from './identify.ts';
import type { JoinDeps } from './join-deps.ts';
import { mint } from './mint.ts';

/** The routes of credentials: the mint, the sign-in without a room, the refresh, and the token of sockets. */
export const tokenRoutes = (deps: JoinDeps): Hono =>
  new Hono()
    .post(endpoints.mint.path, validBody(endpoints.mint), (context) => mintRoute(deps, context))
    .post(endpoints.signIn.path, validBody(endpoints.signIn), (context) => signInRoute(deps, context))
    .post(endpoints.signalToken.path, validBody(endpoints.signalToken), (context) =>
      signalTokenRoute(deps, context),
    )
    .post(endpoints.refresh.path, validBody(endpoints.refresh), (context) => refreshRoute(deps, context));

const unstored = { 'cache-control': 'no-store' };

async function mintRoute(deps: JoinDeps, context: Context): Promise<Response> {
  const { config, limits, rooms, clock } = deps;
  const address = callerAddress(config, context);
  const body = bodyOf(context) as MintBody; // by the schema of the endpoint
  const before = await reconnectingBearer(deps, context, body);
  if (!before) await limits.charge('mintAddress', address, 'join');
  const app = await limits.guessing(address, 'join', async () => knownApp(deps, context, before));
  const proof = await proofOf(deps.tokens, app, body.identity_token);
  // An identity changes no room, and its rows have unique keys: the token id, and the hash of the resume secret.
  const person = await rooms.transaction(null, ({ tx }) => identify(tx, app, body, proof, clock.now()));
  // A person who comes back is no new guest; with another identity they are.
  if (before?.identity !== person.identity)
    await limits.charge('mint', `${app.id} ${person.identity}`, 'join');
  const invite = await inviteOf(deps.tokens, body, before?.identity === person.identity);
  // A page sends its invite link to every room that it joins: a link of another room says nothing here.
  const link = invite?.app === app.id && invite.room === body.room_name ? invite : null;
  const guest = { ...person, link };
  return context.json(await mint(deps, app, body, guest, signalUrl(config, context)), 200, unstored);
}

/** `POST /auth/session`: a bearer without a room, for the person whom the mint would take. */
async function signInRoute(deps: JoinDeps, context: Context): Promise<Response> {
  const { config, limits, rooms, tokens, clock } = deps;
  const address = callerAddress(config, context);
  const { image, ...body } = bodyOf(context) as InferOutput<typeof SessionRequest>; // by the schema of the endpoint
  await limits.charge('mintAddress', address, 'sign in');
  const app = await limits.guessing(address, 'sign in', async () => knownApp(deps, context, null));
  const proof = await proofOf(tokens, app, body.identity_token);
  // No room has an empty name: an identity token for a room signs nobody in here.
  const asked = { ...body, room_name: '', ...(image !== undefined && { avatar: image }) };
  const person = await rooms.transaction(null, ({ tx }) => identify(tx, app, asked, proof, clock.now()));
  const { identity, name, avatar, resume } = person;
  await limits.charge('mint', `${app.id} ${identity}`, 'sign in');
  const answer: InferInput<typeof SessionAnswer> = {
    user_token: await tokens.session({ app: app.id, identity, name, avatar }),
    expires_in: times.userToken / 1000,
    identity,
    name,
    ws_url: signalUrl(config, context),
    signaling_enabled: true,
    messaging_enabled: true,
    ...(resume && { resume }),
  };
  return context.json(answer, 200, unstored);
}

/** `POST /signal/token`: the token by which a person opens sockets, for the app's backend alone. */
async function signalTokenRoute(deps: JoinDeps, context: Context): Promise<Response> {
  const { config, tokens } = deps;
  const { identity, name } = bodyOf(context) as InferOutput<typeof SignalTokenRequest>; // by the schema of the endpoint
  const app = await serverOf(deps, context);
  if (!app)
    throw new Refusal(
      'unauthenticated',
      'A signal token is for the backend to make, with the server secret. Send X-App-Id and X-App-Secret.',
    );
  const answer: InferInput<typeof SignalTokenAnswer> = {
    token: await tokens.signal({ app: app.id, identity, name }),
    url: signalUrl(config, context),
    expires_in: times.signalToken / 1000,
  };
  return context.json(answer, 200, unstored);
}

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
  // The session and the room are read by several statements: a ban between them would give a wrong refusal.
  await rooms.transaction({ app: app.id, room: bearer.room }, async ({ tx }) => {
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
