import { errorOf, UTDStreamError } from '../../errors/errors.ts';
import type { IdentityProvider } from '../../model/options.ts';

/** Gets identity tokens from the page's own backend. Only the origin of the page is asked, because its cookies go along. */
export const identityProviderFrom =
  (identityUrl: string): IdentityProvider =>
  async ({ room, type, signal }) => {
    const attempted = 'prove who I am';
    const url = new URL(identityUrl, document.baseURI);
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
    const answer = (await response.json().catch(() => null)) as { identity_token?: unknown } | null;
    const token = answer?.identity_token;
    if (response.ok && typeof token === 'string' && token) return token;
    const happened = `${url.pathname} answered ${response.status} without an identity_token`;
    throw errorOf('unauthenticated', attempted, { happened });
  };
