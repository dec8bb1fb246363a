import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { apiPath } from '../src/protocol/constants.ts';
import { sizes } from '../src/protocol/names.ts';
import type { Endpoint } from '../src/protocol/rest/endpoint.ts';
import { endpoints, type EndpointName } from '../src/protocol/rest/endpoints.ts';
import { guard } from './callers.ts';
import type { Engine } from './engine.ts';
import { Refusal } from './refusal.ts';
import { roomRoute } from './room-route.ts';
import { mintRoute, refreshRoute } from './routes/credentials.ts';
import { healthRoute } from './routes/health.ts';
import { webhookRoute } from './routes/webhook.ts';

/** The engine's HTTP, as a function of a request. Every route of a client is in the table of endpoints. */
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
    api.on(endpoint.method, endpoint.path, (context) => {
      if (name === 'mint') return mintRoute(engine, context);
      if (name === 'refresh') return refreshRoute(engine, context);
      return roomRoute(engine, name, context);
    });
  api.get('/health', (context) => healthRoute(engine, context));
  api.post('/livekit/webhook', webhookRoute(engine));
  return async (request, env) => app.fetch(request, env);
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
