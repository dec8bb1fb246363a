import * as v from 'valibot';
import { UTDStreamError } from '../errors.ts';
import type { IdentityProvider } from '../options.ts';

const Answer = v.object({ identity_token: v.pipe(v.string(), v.minLength(1)) });

/** Asks the page's own backend who I am. Only the same origin: cookies go along. */
export const proofFrom =
  (address: string): IdentityProvider =>
  async ({ room, type, signal }) => {
    const attempted = 'prove who I am';
    const url = new URL(address, document.baseURI);
    if (url.origin !== location.origin)
      throw new UTDStreamError('invalid_request', attempted, {
        field: 'identity-url',
        happened: 'identity-url is of another origin',
      });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-utd-request': '1' },
      body: JSON.stringify({ room, type }),
      credentials: 'same-origin',
      redirect: 'error',
      signal,
    });
    const answer = v.safeParse(Answer, await response.json().catch(() => undefined));
    if (response.ok && answer.success) return answer.output.identity_token;
    const happened = `${url.pathname} answered ${response.status} without an identity_token`;
    throw new UTDStreamError('unauthenticated', attempted, { happened });
  };
