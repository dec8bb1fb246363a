import * as v from 'valibot';
import { errorOf, UTDStreamError } from '../../errors/errors.ts';
import { apiPath, times } from '../../protocol/constants.ts';
import { isLoopback } from '../../protocol/loopback.ts';
import type { Endpoint } from '../../protocol/rest/endpoint.ts';
import { endpoints, type EndpointName, type Endpoints } from '../../protocol/rest/endpoints.ts';
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
  /** Whether the request goes on after the page has gone. */
  readonly keepalive?: boolean;
}

export type Answer<N extends EndpointName> = Endpoints[N] extends { answer: infer S extends v.GenericSchema }
  ? v.InferOutput<S>
  : undefined;

/** The REST calls of the engine, typed by the table of endpoints. */
export interface EngineApi {
  /** @throws {UTDStreamError} with the engine's code, or `network`, `timeout`, `protocol`, `malformed_token` */
  call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>>;
}

export const createEngineApi = (address: EngineAddress): EngineApi => ({
  async call(name, request) {
    const endpoint: Endpoint = endpoints[name];
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
  const timeout = AbortSignal.timeout(request.timeout ?? times.rest);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  try {
    const response = await fetch(urlOf(address, endpoint, request), {
      method: endpoint.method,
      headers: headersOf(address, endpoint, request),
      ...(endpoint.method !== 'GET' && { body: JSON.stringify(request.body ?? {}) }),
      signal,
      keepalive: request.keepalive ?? false,
      // The engine is another party than the page, so cookies stay away from it and a redirect to a third party fails.
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
    });
    const { ok, status, headers } = response;
    // The body is read inside the `try`, because a timeout or an abort may interrupt an answer in its middle.
    return { ok, status, json: jsonOf(await response.text()), retryAfter: headers.get('retry-after') };
  } catch (cause) {
    if (request.signal?.aborted) throw request.signal.reason;
    if (cause instanceof UTDStreamError) throw cause;
    throw errorOf(timeout.aborted ? 'timeout' : 'network', request.attempted, { cause });
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
  if (!URL.canParse(origin)) throw invalidAddress(request, `base-url is no address: '${origin}'`);
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
  { bearer }: Request,
): HeadersInit {
  return {
    accept: 'application/json',
    // A bearer names its app, so the headers of the app go only with requests without one.
    ...(!bearer && { 'x-app-id': address.appId, ...(address.appKey && { 'x-app-key': address.appKey }) }),
    ...(bearer && { authorization: `Bearer ${bearer}` }),
    ...(method !== 'GET' && { 'content-type': 'application/json' }),
    // Each call is one act of a person and has a key of its own. Endpoints that mint or renew a credential take none.
    ...(method !== 'GET' && operation && { 'idempotency-key': randomId() }),
  };
}
