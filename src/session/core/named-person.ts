import { UTDStreamError } from '../../errors/errors.ts';
import { isIdentity } from '../../protocol/identity.ts';

/**
 * An operation on a participant in words, for messages. An identity that no participant can have is refused here,
 * because identities stand in the paths of requests.
 *
 * @param does the operation, which completes "Could not …"
 * @throws {UTDStreamError} `invalid_request`
 */
export function namedPerson(identity: string, does: string, room?: string): string {
  const attempted = `${does} '${identity}'${room ? ` in ${room}` : ''}`;
  if (isIdentity(identity)) return attempted;
  throw new UTDStreamError('invalid_request', attempted, {
    field: 'identity',
    happened: `${JSON.stringify(identity)} can be nobody's identity`,
  });
}
