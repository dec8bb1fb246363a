import * as v from 'valibot';
import { errorOf, UTDStreamError } from '../../errors/errors.ts';
import { apiPath, times } from '../../protocol/constants.ts';
import { isLoopback } from '../../protocol/loopback.ts';
import { parseAddress } from '../../protocol/web-address.ts';
import type { Endpoint } from '../../protocol/rest/endpoint.ts';
import type { EndpointName, Endpoints } from '../../protocol/rest/endpoints.ts';
import { randomId } from '../../protocol/random-id.ts';
import { httpError, type HttpResponse } from './http-error.ts';

/** The origins of the engine, and the app that calls it. */
export interface EngineAddress {
  readonly appId: string;
  readonly appKey?: string | undefined;
  /** Origin of the engine, without a path. */
  readonly baseUrl: string;
  /** Origin of the endpoints that mint and renew tokens. */
  readonly tokenBaseUrl: string;
}

export interface Request {
  /** Completes the "Could not …" of the error. */
  readonly attempted: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly bearer?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds until the call rejects with `timeout`; 8 s by default. */
  readonly timeout?: number;
  /** The `Idempotency-Key`, for a request that is repeated; a new one for each call by default. */
  readonly key?: string;
  /** Whether the request goes on after the page has gone. */
  readonly keepalive?: boolean;
}

/** Endpoints by their names in the table of all. */
export type EndpointTable = { readonly [N in EndpointName]?: Endpoint };

export type Answer<N extends EndpointName> = Endpoints[N] extends { answer: infer S extends v.GenericSchema }
  ? v.InferOutput<S>
  : undefined;

/** The REST calls of the engine, typed by the table of endpoints. */
export interface EngineApi {
  /** @throws {UTDStreamError} with the engine's code, or `network`, `timeout`, `protocol`, `malformed_token` */
  call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>>;
}

/** @param endpoints those that are called */
export const createEngineApi = (address: EngineAddress, endpoints: EndpointTable): EngineApi => ({
  async call(name, request) {
    const endpoint = endpoints[name] as Endpoint; // a session calls the endpoints of its product alone
    const { ok, ...response } = await send(address, endpoint, request);
    if (!ok) throw httpError(response, request.attempted);
    if (!endpoint.answer) return undefined as Answer<typeof name>;
    const answer = v.safeParse(endpoint.answer, response.json);
    if (answer.success) return answer.output as Answer<typeof name>; // the table types the endpoint and its answer alike
    throw errorOf(name === 'mint' ? 'malformed_token' : 'protocol', request.attempted, {
      cause: new v.ValiError(answer.issues),
    });
  },
});

async function send(
  address: EngineAddress,
  endpoint: Endpoint,
  request: Request,
): Promise<HttpResponse & { ok: boolean }> {
  const url = urlOf(address, endpoint, request);
  const headers = headersOf(address, endpoint, request);
  // `AbortSignal.any` is missing in browsers of 2023.
  const aborter = new AbortController();
  const abort = () => aborter.abort();
  const timeout = AbortSignal.timeout(request.timeout ?? times.rest);
  const signals = [timeout, ...(request.signal ? [request.signal] : [])];
  for (const each of signals) {
    if (each.aborted) abort();
    each.addEventListener('abort', abort, { signal: aborter.signal });
  }
  try {
    const response = await fetch(url, {
      method: endpoint.method,
      headers,
      ...(endpoint.method !== 'GET' && { body: JSON.stringify(request.body ?? {}) }),
      signal: aborter.signal,
      keepalive: request.keepalive ?? false,
      // The engine is another party than the page, so cookies stay away from it and a redirect to a third party fails.
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
    });
    const { ok, status } = response;
    const retryAfter = response.headers.get('retry-after');
    // The body is read inside the `try`, because a timeout or an abort may interrupt an answer in its middle.
    return { ok, status, json: jsonOf(await response.text()), retryAfter };
  } catch (cause) {
    if (request.signal?.aborted) throw request.signal.reason;
    throw errorOf(timeout.aborted ? 'timeout' : 'network', request.attempted, { cause });
  } finally {
    // The listeners on the signal of the session go too.
    abort();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy answers with a page of its own; the status carries the meaning
  }
}

function urlOf(address: EngineAddress, { path, operation }: Endpoint, request: Request): URL {
  const origin = operation ? address.baseUrl : address.tokenBaseUrl;
  if (!parseAddress(origin)) throw invalidAddress(request, `base-url is no address: '${origin}'`);
  const filled = path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(String(request.params?.[name])));
  const url = new URL(apiPath + filled, origin);
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    throw invalidAddress(request, `base-url must be https, but for this machine itself: '${origin}'`);
  for (const [key, value] of Object.entries(request.query ?? {}))
    if (value !== undefined) url.searchParams.set(key, String(value));
  return url;
}

const invalidAddress = ({ attempted }: Request, happened: string) =>
  new UTDStreamError('invalid_request', attempted, { happened });

function headersOf(
  address: EngineAddress,
  { method, operation }: Endpoint,
  { bearer, key = randomId() }: Request,
): HeadersInit {
  return {
    accept: 'application/json',
    // A bearer names its app, so the headers of the app go only with requests without one.
    ...(!bearer && { 'x-app-id': address.appId, ...(address.appKey && { 'x-app-key': address.appKey }) }),
    ...(bearer && { authorization: `Bearer ${bearer}` }),
    ...(method !== 'GET' && { 'content-type': 'application/json' }),
    // The key stands for one act of a person. Endpoints that mint or renew a credential take none.
    ...(method !== 'GET' && operation && { 'idempotency-key': key }),
  };
}
