import * as v from 'valibot';
import { errorOf, UTDStreamError } from '../../errors/errors.ts';
import { apiPath, times } from '../../protocol/constants.ts';
import { isLoopback } from '../../protocol/loopback.ts';
import type { Endpoint } from '../../protocol/rest/endpoint.ts';
import { endpoints, type EndpointName, type Endpoints } from '../../protocol/rest/endpoints.ts';
import { randomId } from '../../protocol/random-id.ts';
import { refused, type Said } from './http-error.ts';

/** Where the engine is and who asks. */
export interface Address {
  readonly appId: string;
  readonly appKey?: string | undefined;
  /** Origin of the engine, without the path. */
  readonly baseUrl: string;
  /** Origin that mints and renews tokens. */
  readonly tokenBaseUrl: string;
}

export interface Request {
  /** Completes "Could not …" where it fails. */
  readonly attempted: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly bearer?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds to wait for the answer; 8 s unless told. */
  readonly timeout?: number;
  /** Lets it finish after the page is gone. */
  readonly keepalive?: boolean;
}

export type Answer<N extends EndpointName> = Endpoints[N] extends { answer: infer S extends v.GenericSchema }
  ? v.InferOutput<S>
  : undefined;

/** Every REST call, typed by the table of endpoints. */
export interface EngineApi {
  /** @throws {UTDStreamError} with the engine's code, or `network`, `timeout`, `protocol`, `malformed_token` */
  call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>>;
}

export const fetchApi = (address: Address): EngineApi => ({
  async call(name, request) {
    const endpoint: Endpoint = endpoints[name];
    const { ok, ...said } = await send(address, endpoint, request);
    if (!ok) throw refused(said, request.attempted);
    if (!endpoint.answer) return undefined as Answer<typeof name>;
    const answer = v.safeParse(endpoint.answer, said.json);
    if (answer.success) return answer.output as Answer<typeof name>; // typed by the same table
    throw errorOf(name === 'mint' ? 'malformed_token' : 'protocol', request.attempted, {
      cause: new v.ValiError(answer.issues),
    });
  },
});

async function send(address: Address, endpoint: Endpoint, request: Request): Promise<Said & { ok: boolean }> {
  const timeout = AbortSignal.timeout(request.timeout ?? times.rest);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  try {
    const response = await fetch(urlOf(address, endpoint, request), {
      method: endpoint.method,
      headers: headersOf(address, endpoint, request),
      ...(endpoint.method !== 'GET' && { body: JSON.stringify(request.body ?? {}) }),
      signal,
      keepalive: request.keepalive ?? false,
      // The engine is another party than the page: no cookies for it, and no detour to a third one.
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
    });
    const { ok, status, headers } = response;
    // In here, since the time may run out, and the call be called off, in the middle of an answer.
    return { ok, status, json: parsed(await response.text()), retryAfter: headers.get('retry-after') };
  } catch (cause) {
    if (request.signal?.aborted) throw request.signal.reason;
    if (cause instanceof UTDStreamError) throw cause;
    throw errorOf(timeout.aborted ? 'timeout' : 'network', request.attempted, { cause });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's own page, which the status speaks for
  }
}

function urlOf(address: Address, { path, operation }: Endpoint, request: Request): URL {
  const origin = operation ? address.baseUrl : address.tokenBaseUrl;
  if (!URL.canParse(origin)) throw invalid(request, `base-url is no address: '${origin}'`);
  const filled = path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(String(request.params?.[name])));
  const url = new URL(apiPath + filled, origin);
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    throw invalid(request, `base-url must be https, but for this machine itself: '${origin}'`);
  for (const [key, value] of Object.entries(request.query ?? {}))
    if (value !== undefined) url.searchParams.set(key, String(value));
  return url;
}

const invalid = ({ attempted }: Request, happened: string) =>
  new UTDStreamError('invalid_request', attempted, { happened });

function headersOf(address: Address, { method, operation }: Endpoint, { bearer }: Request): HeadersInit {
  return {
    accept: 'application/json',
    // Only who has no bearer yet shows what app they come from.
    ...(!bearer && { 'x-app-id': address.appId, ...(address.appKey && { 'x-app-key': address.appKey }) }),
    ...(bearer && { authorization: `Bearer ${bearer}` }),
    ...(method !== 'GET' && { 'content-type': 'application/json' }),
    // One a call: a call is one act of a person. What makes or renews a credential takes none.
    ...(method !== 'GET' && operation && { 'idempotency-key': randomId() }),
  };
}
