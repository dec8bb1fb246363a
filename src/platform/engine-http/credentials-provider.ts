import { errorOf } from '../../errors/errors.ts';
import type { CredentialsProvider, SignalCredentials } from '../../model/signalling.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import { postToOwnOrigin } from './same-origin-post.ts';

/** The error codes of refusals. Every other failed answer is taken for a failure of the moment. */
const codeByStatus: Readonly<Record<number, ErrorCode>> = { 401: 'unauthenticated', 403: 'forbidden' };

/** Gets the credentials of signalling sockets from the page's own backend. The connection checks their shape. */
export const credentialsProviderFrom =
  (tokenUrl: string): CredentialsProvider =>
  async ({ signal }) => {
    const attempted = 'get a signal token';
    const request = { attempted, address: tokenUrl, field: 'token-url', body: {}, signal };
    const { ok, status, json, summary } = await postToOwnOrigin(request);
    if (ok) return json as SignalCredentials;
    throw errorOf(codeByStatus[status] ?? 'unavailable', attempted, { happened: summary });
  };
