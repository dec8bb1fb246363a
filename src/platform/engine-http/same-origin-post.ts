import { UTDStreamError } from '../../errors/errors.ts';

/** A request to the page's own backend. */
interface OwnRequest {
  /** Completes "Could not …". */
  readonly attempted: string;
  readonly address: string;
  /** The attribute that names the address. */
  readonly field: string;
  readonly body: unknown;
  readonly signal: AbortSignal;
}

/** The answer of the page's own backend; `json` is `null` where the body is no JSON. */
interface OwnAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly json: unknown;
  /** "/token answered 500", for messages. */
  readonly summary: string;
}

/** Asks the page's own backend. Only the origin of the page is asked, because its cookies go along. */
export async function postToOwnOrigin(request: OwnRequest): Promise<OwnAnswer> {
  const { attempted, address, field, body, signal } = request;
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin)
    throw new UTDStreamError('invalid_request', attempted, {
      field,
      happened: `${field} is of another origin`,
    });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-utd-request': '1' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
    redirect: 'error',
    signal,
  });
  const json: unknown = await response.json().catch(() => null);
  const { ok, status } = response;
  return { ok, status, json, summary: `${url.pathname} answered ${status}` };
}
