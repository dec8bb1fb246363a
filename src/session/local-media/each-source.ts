import { asUTDError } from '../../errors/errors.ts';
import type { Source } from '../../platform/transport.ts';
import type { SessionScope } from '../core/session-scope.ts';

/**
 * Does the same with several sources at once. A source that fails is an `error` event where another one succeeds.
 *
 * @throws the error of the first source where every source fails
 */
export async function eachSource(
  scope: SessionScope,
  sources: readonly Source[],
  act: (source: Source) => Promise<void>,
): Promise<void> {
  const outcomes = await Promise.allSettled(sources.map(act));
  const errors = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  if (errors.length && errors.length === sources.length) throw errors[0];
  for (const error of errors) scope.fail(asUTDError(error, 'unknown', 'open camera and microphone'));
}
