import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { apiPath } from '../../src/protocol/constants.ts';
import { sizes } from '../../src/protocol/names.ts';
import { allowOrigins, refuseStrangers } from '../auth/origins.ts';
import { callRoutes } from '../call/call-routes.ts';
import type { Log } from '../core/log.ts';
import { Refusal } from '../core/refusal.ts';
import type { Engine } from '../engine.ts';
import { inviteRoute } from '../join/invite-route.ts';
import { tokenRoutes } from '../join/token-routes.ts';
import { healthRoute } from './health.ts';
import { roomCalls } from './room-call.ts';
import { webhookRoute } from './webhook.ts';

/** The engine's HTTP, as a function of a request. The table of endpoints has every route of a client. */
export function router(engine: Engine): (request: Request, env?: object) => Promise<Response> {
  const { config, log } = engine;
  const app = new Hono();
  app.onError((error, context) => answerError(log, context, error));
  app.notFound(() => {
    throw new Refusal('not_found', 'There is no such path. Check base-url.');
  });
  app.use(refuseStrangers(config, log), allowOrigins(config), limited);
  app.route(
    apiPath,
    new Hono()
      .route('/', tokenRoutes(engine))
      .route('/', inviteRoute(engine))
      .route('/', roomCalls(engine))
      .route('/', callRoutes(engine))
      .get('/health', (context) => healthRoute(engine, context))
      .post('/livekit/webhook', webhookRoute(engine)),
  );
  return async (request, env) => app.fetch(request, env);
}

const tooLarge = (): never => {
  throw new Refusal('payload_too_large', `A body has at most ${sizes.body / 1024} KiB. Send less.`);
};

const counted = bodyLimit({ maxSize: sizes.body, onError: tooLarge });

/** Node holds a body to its declared length. Counting wraps the request, which is dear, and is for other bodies alone. */
const limited: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  // No route reads the body of a GET.
  if (req.method === 'GET') return next();
  const length = req.header('content-length');
  if (length === undefined || req.header('transfer-encoding')) return counted(context, next);
  return Number(length) > sizes.body ? tooLarge() : next();
};

/** The refusal that an error is answered with. hono's validator throws where a body is no JSON. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof HTTPException && error.status === 400)
    return new Refusal('invalid_request', 'The body is not JSON. Send an object.', { status: 400 });
  return new Refusal('unavailable', 'The engine could not do it. Try again in a moment.', { status: 500 });
}

function answerError(log: Log, context: Context, error: unknown): Response {
  const refusal = refusalOf(error);
  if (refusal.status === 500)
    log('An unforeseen error happened.', { error: error instanceof Error ? error.stack : error });
  const { retryAfter } = refusal.details;
  if (retryAfter) context.header('retry-after', String(retryAfter));
  return context.json(refusal.body, refusal.status as ContentfulStatusCode);
}
