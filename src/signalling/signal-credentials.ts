import * as v from 'valibot';
import { errorOf, UTDStreamError } from '../errors/errors.ts';
import type { CredentialsProvider, SignalCredentials } from '../model/signalling.ts';
import type { Clock } from '../platform/page/clock.ts';
import { times } from '../protocol/constants.ts';
import { isLoopback } from '../protocol/loopback.ts';
import { parseAddress } from '../protocol/web-address.ts';
import type { Lifetime } from '../reactive/lifetime.ts';
import { timeout } from '../session/core/waiting.ts';

const attempted = 'get a signal token';

/** The token goes to this address, so that plain text is for this machine alone. */
const isSafe = (url: string): boolean => {
  const { protocol, hostname = '' } = parseAddress(url) ?? {};
  return protocol === 'wss:' || (protocol === 'ws:' && isLoopback(hostname));
};

const Credentials = v.object({
  token: v.pipe(v.string(), v.minLength(1)),
  url: v.pipe(v.string(), v.check(isSafe)),
});

/**
 * Asks a provider for credentials, for at most 15 s.
 *
 * @throws {UTDStreamError} `malformed_token` for an answer without them, `timeout`, the provider's own `UTDStreamError`,
 *   and `network` for every other rejection
 */
export async function askForCredentials(
  clock: Clock,
  lifetime: Lifetime,
  provider: CredentialsProvider,
): Promise<SignalCredentials> {
  const asking = lifetime.child();
  const late = () =>
    new UTDStreamError('timeout', attempted, { happened: 'the credentials provider did not answer in time' });
  // `async` turns a throw into a rejection.
  const asked = (async () => provider({ signal: asking.signal }))();
  try {
    const answer = v.safeParse(Credentials, await timeout(clock, lifetime, times.connect, asked, late));
    if (answer.success) return answer.output;
    throw errorOf('malformed_token', attempted, {
      happened: 'the credentials provider gave no token with a wss: address',
      fix: 'Give { token, url } as POST /signal/token answers.',
    });
  } catch (error) {
    if (error instanceof UTDStreamError) throw error;
    throw errorOf('network', attempted, {
      cause: error,
      happened: 'the credentials provider failed',
      fix: 'Check the backend that gives signal tokens.',
    });
  } finally {
    void asking.end(new UTDStreamError('cancelled', attempted));
  }
}
