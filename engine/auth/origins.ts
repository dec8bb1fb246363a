import { isIPv6 } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { isLoopback } from '../../src/protocol/loopback.ts';
import type { App, Config } from '../core/config.ts';
import type { Log } from '../core/log.ts';
import { Refusal } from '../core/refusal.ts';

/** What a page may send, and for how long a browser remembers it, in seconds. */
const allowedHeaders = 'authorization, content-type, idempotency-key, x-app-id, x-app-key';
const remembered = 7200;

const originAllowed = ({ origins }: App, origin: string): boolean =>
  origins === 'loopback'
    ? URL.canParse(origin) && isLoopback(new URL(origin).hostname)
    : origins.includes(origin);

/** Who may speak to this engine at all, before anything is read. */
export function guard(config: Config, log: Log): MiddlewareHandler {
  return async (context, next) => {
    const { method } = context.req;
    const header = (name: string) => context.req.header(name);
    const origin = header('origin');
    if (config.development) refuseStrangers(context);
    if ((origin ?? header('sec-fetch-site')) && header('x-app-secret')) {
      log('A secret is in a page. Change it, and keep it in the backend.', { path: context.req.path });
      throw new Refusal(
        'forbidden',
        'A server secret came from a page. It belongs to the backend only; change it now.',
      );
    }
    const known = origin !== undefined && config.apps.some((app) => originAllowed(app, origin));
    if (origin !== undefined && !known)
      throw new Refusal(
        'forbidden',
        `Pages of '${origin}' may not use this engine. Add the origin to the app.`,
      );
    if (method === 'OPTIONS') {
      context.header('access-control-allow-methods', 'GET, POST, PUT, DELETE');
      context.header('access-control-allow-headers', allowedHeaders);
      context.header('access-control-max-age', String(remembered));
      context.status(204);
      allowOrigin(context, origin);
      return context.body(null);
    }
    if (
      method !== 'GET' &&
      !context.req.path.endsWith('/livekit/webhook') &&
      !/^application\/json\s*(;|$)/i.test(header('content-type') ?? '')
    )
      throw new Refusal('invalid_request', 'A change must be sent as application/json.', { status: 400 });
    // Before the answer is made: what is added to one that is made already makes it again.
    allowOrigin(context, origin);
    await next();
  };
}

function allowOrigin(context: Context, origin: string | undefined): void {
  context.header('vary', 'origin');
  if (origin !== undefined) context.header('access-control-allow-origin', origin);
}

/** A development engine is for this machine: a proxy, or a name that leads here, is somebody else. */
function refuseStrangers({ req }: Context): void {
  const host = req.header('host') ?? new URL(req.url).host;
  const strange = !URL.canParse(`http://${host}`) || !isLoopback(new URL(`http://${host}`).hostname);
  if (strange || req.header('forwarded') || req.header('x-forwarded-for') || req.header('x-forwarded-host'))
    throw new Refusal(
      'forbidden',
      'This is a development engine, for this machine only. Configure an app for others.',
    );
}

/** The app, and whether the page that calls may use it. */
export function appOf(config: Config, context: Context, id: string): App {
  const app = config.apps.find((each) => each.id === id);
  if (!app)
    throw new Refusal('unauthenticated', `There is no app '${id}' here. Check app-id and base-url.`, {
      field: 'app_id',
    });
  const origin = context.req.header('origin');
  if (origin !== undefined && !originAllowed(app, origin))
    throw new Refusal('forbidden', `Pages of '${origin}' may not use this app. Add the origin to the app.`);
  return app;
}

/** Where a call comes from: the peer, or behind `TRUST_PROXY` proxies what the outermost of them saw. */
export function callerAddress(config: Config, context: Context): string {
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  const peer: unknown = (context.env as { incoming?: { socket?: { remoteAddress?: string } } })?.incoming
    ?.socket?.remoteAddress;
  const address = (config.trustProxy && forwarded.at(-config.trustProxy)) || String(peer ?? 'unknown');
  return isIPv6(address) && !address.startsWith('::ffff:') ? network(address) : address;
}

/** A household has a whole /64. */
function network(address: string): string {
  const [before, after = ''] = address.split('::') as [string, string?];
  const [head, tail] = [before.split(':').filter(Boolean), after.split(':').filter(Boolean)];
  const zeros = address.includes('::') ? Array<string>(8 - head.length - tail.length).fill('0') : [];
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
