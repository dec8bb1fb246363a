import { UTDStreamError } from '../../errors/errors.ts';
import { called, forbidden, none, policy, type Failure } from './capture-preflight.ts';
import type { Source } from '../transport.ts';

const attempts: Readonly<Record<Source, string>> = {
  microphone: 'open the microphone',
  camera: 'open the camera',
  screen_share: 'share the screen',
};

/** What opening rejects with, and what that means here. */
function failureOf({ name, message }: Error, source: Source): Failure {
  switch (name) {
    case 'NotAllowedError':
      // Chromium's words for it: the name is that of a person's no.
      if (/system/i.test(message))
        return [
          'media_permission',
          'system',
          `the operating system keeps the ${called(source)} from this browser`,
          'Allow it in the privacy settings of the system, then try again.',
        ];
      return (
        forbidden(source) ??
        (source === 'screen_share'
          ? ['media_permission', 'user', 'none was picked', 'Try again, and pick one.']
          : ['media_permission', 'user'])
      );
    case 'SecurityError':
      return policy(source);
    case 'InvalidStateError':
      return ['media_permission', undefined, 'nobody has just clicked', 'Call it from a click or a key.'];
    case 'NotFoundError':
      return none(source);
    case 'NotReadableError':
      return ['media_device', 'system', `the ${called(source)} is in use or does not start`];
    case 'OverconstrainedError':
      return ['media_device', undefined, `no ${called(source)} is of the kind that was asked for`];
    default:
      return ['media_device'];
  }
}

/** What could not be opened, in an error. */
export function captureError(
  source: Source,
  [code, blockedBy, happened, fix]: Failure,
  cause?: unknown,
): UTDStreamError {
  return new UTDStreamError(code, attempts[source], {
    cause,
    blockedBy,
    ...(happened && { happened }),
    ...(fix && { fix }),
  });
}

/** @param cause what opening rejected with */
export const captureFailure = (source: Source, cause: unknown) =>
  captureError(source, failureOf(cause instanceof Error ? cause : new Error(), source), cause);

export const processorFailure = (source: Source, cause: unknown) =>
  captureError(
    source,
    [
      'unsupported',
      undefined,
      'its processor did not start',
      'Take it off with setProcessor, or see the cause.',
    ],
    cause,
  );
