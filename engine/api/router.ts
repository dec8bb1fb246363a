import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { apiPath } from '../../src/protocol/constants.ts';
import { sizes } from '../../src/protocol/names.ts';
import type { Endpoint } from '../../src/protocol/rest/endpoint.ts';
import { endpoints, type EndpointName } from '../../src/protocol/rest/endpoints.ts';
import { guard } from '../auth/origins.ts';
import type { Engine } from '../engine.ts';
import { Refusal } from '../core/refusal.ts';
import { roomCall } from './room-call.ts';
import { inviteRoute } from '../join/invite-route.ts';
import { mintRoute, refreshRoute } from '../join/token-routes.ts';
import { healthRoute } from './health.ts';
import { webhookRoute } from './webhook.ts';

/** The engine's HTTP, as a function of a request. Every route of a client is in the table of endpoints. */
export function router(engine: Engine): (request: Request, env?: object) => Promise<Response> {
  const app = new Hono();
  app.onError((error, context) => answerError(engine, context, error));
  app.notFound(() => {
    throw new Refusal('not_found', 'There is no such path. Check base-url.');
  });
  app.use('*', guard(engine.config, engine.log));
  app.use('*', limited);

  const api = app.basePath(apiPath);
  for (const [name, endpoint] of Object.entries(endpoints) as [EndpointName, Endpoint][])
    api.on(endpoint.method, endpoint.path, (context) => {
      if (name === 'mint') return mintRoute(engine, context);
      if (name === 'refresh') return refreshRoute(engine, context);
      if (name === 'invite') return inviteRoute(engine, context);
      return roomCall(engine, name, context);
    });
  api.get('/health', (context) => healthRoute(engine, context));
  api.post('/livekit/webhook', webhookRoute(engine));
  return async (request, env) => app.fetch(request, env);
}

const tooLarge = (): never => {
  throw new Refusal('payload_too_large', `A body has at most ${sizes.body / 1024} KiB. Send less.`);
};

const counted = bodyLimit({ maxSize: sizes.body, onError: tooLarge });

/** Node holds a body to the length it came with; to count one is dear, because that wraps the request. */
const limited: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  const length = req.header('content-length');
  if (length === undefined || req.header('transfer-encoding')) return counted(context, next);
  return Number(length) > sizes.body ? tooLarge() : next();
};

function answerError(engine: Engine, context: Context, error: unknown): Response {
  if (!(error instanceof Refusal))
    engine.log('Something unforeseen happened.', { error: error instanceof Error ? error.stack : error });
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal('unavailable', 'The engine could not do it. Try again in a moment.', { status: 500 });
  const { retryAfter } = refusal.details;
  if (retryAfter) context.header('retry-after', String(retryAfter));
  return context.json(refusal.body, refusal.status as ContentfulStatusCode);
}
