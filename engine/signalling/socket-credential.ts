import { originAllowed } from '../auth/origins.ts';
import type { Subject } from '../auth/tokens.ts';
import { Refusal } from '../core/refusal.ts';
import type { SignalDeps } from './signal-deps.ts';
import type { Peer } from './signal-socket.ts';

/**
 * The person whom a signal token proves, where the app takes the person and the page.
 *
 * @throws {Refusal} `unauthenticated`, `token_expired`, `rate_limited`, `forbidden`, `banned`
 */
export async function readCredential(
  { config, rooms, limits, tokens, clock }: SignalDeps,
  { address, origin }: Peer,
  token: string,
): Promise<Subject & { readonly expires: number }> {
  const credential = await limits.guessing(address, 'connect', () => tokens.readSignal(token));
  const app = config.apps.find(({ id }) => id === credential.app);
  if (!app) throw new Refusal('unauthenticated', 'Could not connect: the app of the token is here no more.');
  if (origin !== undefined && !originAllowed(app, origin))
    throw new Refusal(
      'forbidden',
      `Could not connect: pages of '${origin}' may not use this app. Add the origin to the app.`,
    );
  const ban = await rooms.readOne((tx) => tx.findBan(app.id, '', credential.identity, clock.now()));
  if (ban) throw new Refusal('banned', 'Could not connect: you are banned from this app. Ask its makers.');
  return credential;
}
