import { isIPv6 } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { signalPath } from '../../src/protocol/constants.ts';
import { isLoopback } from '../../src/protocol/loopback.ts';
import type { App, Config } from '../core/config.ts';
import type { Log } from '../core/log.ts';
import { Refusal } from '../core/refusal.ts';

/** Reads a header of a request, by its name in lower case. */
type Header = (name: string) => string | undefined;

export const originAllowed = ({ origins }: App, origin: string): boolean =>
  origins === 'loopback'
    ? URL.canParse(origin) && isLoopback(new URL(origin).hostname)
    : origins.includes(origin);

/** Lets the pages of every app read the answers, and tells browsers what they may send. */
export const allowOrigins = ({ apps }: Config): MiddlewareHandler =>
  cors({
    origin: (origin) => (apps.some((app) => originAllowed(app, origin)) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'x-app-id', 'x-app-key'],
    // Seconds for which a browser remembers the answer to a preflight.
    maxAge: 7200,
  });

/** Refuses callers who may not speak to this engine at all, before a body is read. */
export function refuseStrangers({ development, apps }: Config, log: Log): MiddlewareHandler {
  return async (context, next) => {
    const { method } = context.req;
    const header = (name: string) => context.req.header(name);
    const origin = header('origin');
    if (development) refuseRemote(header, new URL(context.req.url).host);
    if ((origin ?? header('sec-fetch-site')) && header('x-app-secret')) {
      log('A secret is in a page. Change it, and keep it in the backend.', { path: context.req.path });
      throw new Refusal(
        'forbidden',
        'A server secret came from a page. It belongs to the backend only; change it now.',
      );
    }
    refuseOrigin(apps, origin);
    if (
      !['GET', 'OPTIONS'].includes(method) &&
      !context.req.path.endsWith('/livekit/webhook') &&
      !/^application\/json\s*(;|$)/i.test(header('content-type') ?? '')
    )
      throw new Refusal('invalid_request', 'A change must be sent as application/json.', { status: 400 });
    await next();
  };
}

function refuseOrigin(apps: readonly App[], origin: string | undefined): void {
  if (origin !== undefined && !apps.some((app) => originAllowed(app, origin)))
    throw new Refusal(
      'forbidden',
      `Pages of '${origin}' may not use this engine. Add the origin to the app.`,
    );
}

/** Refuses a handshake of callers who may not speak to this engine at all. @throws {Refusal} `forbidden` */
export function refuseStrangeHandshake({ development, apps }: Config, header: Header): void {
  if (development) refuseRemote(header, '');
  refuseOrigin(apps, header('origin'));
}

/** A development engine is for this machine: a proxy, or a name that resolves to this machine, brings others. */
function refuseRemote(header: Header, named: string): void {
  const host = header('host') ?? named;
  const strange = !URL.canParse(`http://${host}`) || !isLoopback(new URL(`http://${host}`).hostname);
  if (strange || header('forwarded') || header('x-forwarded-for') || header('x-forwarded-host'))
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

/** The address of a caller: the peer, or behind `TRUST_PROXY` proxies the peer of the outermost proxy. */
export function callerAddress(config: Config, context: Context): string {
  const peer: unknown = (context.env as { incoming?: { socket?: { remoteAddress?: string } } })?.incoming
    ?.socket?.remoteAddress;
  return addressOf(config, (name) => context.req.header(name), peer);
}

/** @param peer the address of the other end of the connection */
export function addressOf({ trustProxy }: Config, header: Header, peer: unknown): string {
  const forwarded = (header('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  const address = (trustProxy && forwarded.at(-trustProxy)) || String(peer ?? 'unknown');
  return isIPv6(address) && !address.startsWith('::ffff:') ? network(address) : address;
}

/** The address of the signalling sockets, as the caller reaches this engine. */
export function signalUrl({ url, trustProxy }: Config, { req }: Context): string {
  const called = new URL(url ?? req.url);
  // The proxy ends TLS, and says so.
  const secure = called.protocol === 'https:' || (trustProxy && req.header('x-forwarded-proto') === 'https');
  return `${secure ? 'wss' : 'ws'}://${called.host}${signalPath}`;
}

/** The network of an IPv6 address: a household has a whole /64. */
function network(address: string): string {
  const [before, after = ''] = address.split('::') as [string, string?];
  const [head, tail] = [before.split(':').filter(Boolean), after.split(':').filter(Boolean)];
  const zeros = address.includes('::') ? Array<string>(8 - head.length - tail.length).fill('0') : [];
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
