import { asUTDError } from '../../errors/errors.ts';
import type { ShownSession } from './shown-session.ts';

/**
 * Emits an `error` event for a failure that no promise carries, such as that of a button's command. An operation that a
 * leave has cancelled is no failure.
 */
export function reportError(session: ShownSession | undefined, error: unknown, attempted: string): void {
  const failure = asUTDError(error, 'unknown', attempted);
  if (failure.code !== 'cancelled') session?.fail(failure);
}
