import { errorOf } from '../../errors/errors.ts';
import type { IdentityProvider } from '../../model/options.ts';
import { postToOwnOrigin } from './same-origin-post.ts';

/** Gets identity tokens from the page's own backend. */
export const identityProviderFrom =
  (identityUrl: string): IdentityProvider =>
  async ({ room, type, signal }) => {
    const attempted = 'prove who I am';
    const request = { attempted, address: identityUrl, field: 'identity-url', body: { room, type }, signal };
    const { ok, json, summary } = await postToOwnOrigin(request);
    const token = (json as { identity_token?: unknown } | null)?.identity_token;
    if (ok && typeof token === 'string' && token) return token;
    throw errorOf('unauthenticated', attempted, { happened: `${summary} without an identity_token` });
  };
