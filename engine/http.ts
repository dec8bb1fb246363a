import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { apiPath } from '../src/protocol/constants.ts';
import { sizes } from '../src/protocol/names.ts';
import type { Endpoint } from '../src/protocol/rest/endpoint.ts';
import { endpoints, type EndpointName } from '../src/protocol/rest/endpoints.ts';
import { appOf, guard } from './callers.ts';
import type { Engine } from './engine.ts';
import { actor, may } from './may.ts';
import { Refusal } from './refusal.ts';
import type { RoomContext, RoomRoutes } from './routes/context.ts';
import { mintRoute, refreshRoute } from './routes/credentials.ts';
import { roomRoutes } from './routes/rooms.ts';
import { seatRoutes } from './routes/seats.ts';
import type { Bearer } from './tokens.ts';

const routes: RoomRoutes = { ...roomRoutes, ...seatRoutes };

/** How long a repeated `Idempotency-Key` gives the first answer, in milliseconds. */
const repeatable = 600_000;

export function http(engine: Engine): (request: Request, env?: object) => Promise<Response> {
  const app = new Hono();
  app.onError((error) => answerError(engine, error));
  app.notFound(() => answerError(engine, new Refusal('not_found', 'There is no such path. Check base-url.')));
  app.use('*', guard(engine));
  const tooLarge = () =>
    answerError(
      engine,
      new Refusal('payload_too_large', `A body has at most ${sizes.body / 1024} KiB. Send less.`),
    );
  app.use('*', bodyLimit({ maxSize: sizes.body, onError: tooLarge }));

  const api = app.basePath(apiPath);
  for (const [name, endpoint] of Object.entries(endpoints) as [EndpointName, Endpoint][])
    api.on(endpoint.method, endpoint.path, (context) =>
      name === 'mint'
        ? mintRoute(engine, context)
        : name === 'refresh'
          ? refreshRoute(engine, context)
          : roomRoute(engine, name, endpoint, context),
    );
  api.get('/health', async (context) => {
    const alive = await engine.sfu.alive();
    const status = alive ? 'ok' : 'degraded';
    return context.json(
      { status, livekit: alive ? 'ok' : 'unreachable', store: 'ok', comparing: engine.reconciler.failures },
      alive ? 200 : 503,
    );
  });
  api.post('/livekit/webhook', async (context) => {
    const event = await engine
      .readWebhook(await context.req.text(), context.req.header('authorization'))
      .catch(() => {
        throw new Refusal('unauthenticated', 'The webhook is not signed by this media server.');
      });
    const room = event.room === undefined ? null : engine.store.bySfu(event.room);
    // A hint and nothing more: whatever it says, the room is compared.
    if (room) void engine.reconciler.look(room);
    return context.body(null, 204);
  });
  return async (request, env) => app.fetch(request, env);
}

async function roomRoute(
  engine: Engine,
  name: EndpointName,
  endpoint: Endpoint,
  context: Context,
): Promise<Response> {
  const text = await context.req.text();
  const body = parseBody(endpoint, text);
  const bearer = await engine.tokens.readBearer(bearerOf(context));
  appOf(engine, context, bearer.app);
  const who = `${bearer.app} ${bearer.identity}`;
  if (endpoint.method !== 'GET')
    await engine.limits.charge(endpoint.path.includes('/seats') ? 'seats' : 'changes', who, 'go on');
  const key = idempotencyKey(context, bearer);
  const answer = engine.rooms.transact(() =>
    repeated(engine, key, text, () => run(engine, name as keyof RoomRoutes, { bearer, body, context })),
  );
  engine.people.arm();
  return new Response(answer.status === 204 ? null : answer.body, {
    status: answer.status,
    headers: { 'content-type': 'application/json' },
  });
}

interface Call {
  readonly bearer: Bearer;
  readonly body: unknown;
  readonly context: Context;
}

/** Inside one transaction: the checks, the route, what it writes. */
function run(engine: Engine, name: keyof RoomRoutes, { bearer, body, context }: Call): object | undefined {
  const who = actor(engine.store, bearer, context.req.param('room') ?? '');
  may(who, endpoints[name].operation);
  // The first read of a link is when its person has certainly arrived.
  if (name === 'readRoom' && who.me.presence !== 'here') void engine.reconciler.look(who.room);
  const given: RoomContext<keyof RoomRoutes> = {
    actor: who,
    body: body as never, // parsed by this endpoint's own schema
    params: context.req.param(),
    query: context.req.query(),
    now: engine.clock.now(),
    commit: (next) => engine.rooms.commit(who, next),
    leave: () => void engine.people.takeOut(who, who.me.identity, 'left'),
    close: () => engine.rooms.close(who),
  };
  const route = routes[name] as (context: typeof given) => object | undefined; // the table pairs them
  return route(given);
}

interface Given {
  readonly status: number;
  readonly body: string;
}

/** A repeated key gives the first answer, accepted or refused. Who asks was checked before. */
function repeated(engine: Engine, key: string | null, text: string, work: () => object | undefined): Given {
  const now = engine.clock.now();
  const bodyHash = createHash('sha256').update(text).digest('base64url');
  const kept = key === null ? null : engine.store.keptAnswer(key, now);
  if (kept && kept.bodyHash !== bodyHash)
    throw new Refusal(
      'invalid_request',
      'This Idempotency-Key was used with another body. Use a key for one act only.',
      { field: 'Idempotency-Key' },
    );
  if (kept) return kept;
  const answer = settle(work);
  if (key !== null) engine.store.keepAnswer(key, { ...answer, bodyHash }, now + repeatable);
  return answer;
}

function settle(work: () => object | undefined): Given {
  try {
    const answer = work();
    return answer === undefined ? { status: 204, body: '' } : { status: 200, body: JSON.stringify(answer) };
  } catch (error) {
    // A refusal is thrown before anything is written, so that it can be kept with its key.
    if (error instanceof Refusal) return { status: error.status, body: JSON.stringify(error.body) };
    throw error;
  }
}

function idempotencyKey(context: Context, { app, identity, sessionId }: Bearer): string | null {
  const key = context.req.header('idempotency-key');
  if (key === undefined || context.req.method === 'GET') return null;
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(key))
    throw new Refusal('invalid_request', 'An Idempotency-Key has 16–64 letters, digits, _ or -.', {
      field: 'Idempotency-Key',
    });
  return JSON.stringify([app, identity, sessionId, context.req.method, context.req.path, key]);
}

export function bearerOf(context: Context): string {
  const [, token] = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '') ?? [];
  if (token) return token;
  throw new Refusal('unauthenticated', 'This call needs a bearer. Join to get one.');
}

/** @throws {Refusal} 400 where it is no JSON, 422 where it does not fit */
export function parseBody(endpoint: Endpoint, text: string): unknown {
  if (!endpoint.body) return undefined;
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), text);
  if (!json.success)
    throw new Refusal('invalid_request', 'The body is not JSON. Send an object.', { status: 400 });
  const body = v.safeParse(endpoint.body, json.output);
  if (body.success) return body.output;
  const [issue] = body.issues;
  const field = v.getDotPath(issue);
  throw new Refusal(
    'invalid_request',
    `The body was not accepted${field ? `, for '${field}'` : ''}: ${issue.message.replace(/\.$/, '')}.`,
    field ? { field } : {},
  );
}

function answerError(engine: Engine, error: unknown): Response {
  if (!(error instanceof Refusal))
    engine.log('Something unforeseen happened.', { error: error instanceof Error ? error.stack : error });
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal('unavailable', 'The engine could not do it. Try again in a moment.', { status: 500 });
  const { retryAfter } = refusal.details;
  return Response.json(refusal.body, {
    status: refusal.status,
    ...(retryAfter && { headers: { 'retry-after': String(retryAfter) } }),
  });
}
