import { UTDStreamError } from '../../errors/errors.ts';
import { isIdentity } from '../../protocol/identity.ts';

/**
 * A person in words. What can be nobody is refused before it is sent: a path is no place for a free
 * value.
 *
 * @param does takes the name behind it: "ban".
 */
export function namedPerson(identity: string, does: string, room: string): string {
  const attempted = `${does} '${identity}' in ${room}`;
  if (isIdentity(identity)) return attempted;
  throw new UTDStreamError('invalid_request', attempted, {
    field: 'identity',
    happened: `${JSON.stringify(identity)} can be nobody's identity`,
  });
}
