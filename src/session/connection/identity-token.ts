import { asUTDError } from '../../errors/errors.ts';
import type { IdentityProvider } from '../../model/options.ts';

/** The room that an identity token is for; without a name for a sign-in. */
interface Room {
  readonly room_name: string;
  readonly type: string;
}

/**
 * The field of a mint or a sign-in that says who the person is, where the app requires identity tokens.
 *
 * @param attempted completes "Could not …"
 * @throws {UTDStreamError} `unauthenticated` where the provider fails
 */
export async function identityTokenField(
  provider: IdentityProvider | undefined,
  { room_name: room, type }: Room,
  attempted: string,
  signal: AbortSignal,
): Promise<{ identity_token?: string }> {
  if (!provider) return {};
  try {
    return { identity_token: await provider({ room, type, signal }) };
  } catch (error) {
    signal.throwIfAborted();
    throw asUTDError(error, 'unauthenticated', attempted);
  }
}
