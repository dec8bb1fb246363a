import { errorOf, type UTDStreamError } from '../../errors/errors.ts';
import type { Source } from '../transport.ts';
import {
  forbiddenByPolicy,
  forbiddenSource,
  missingDevice,
  sourceName,
  type CaptureBlock,
} from './capture-preflight.ts';

const attempts: Readonly<Record<Source, string>> = {
  microphone: 'open the microphone',
  camera: 'open the camera',
  screen_share: 'share the screen',
};

/** The meaning of a rejection of `getUserMedia` or `getDisplayMedia`. */
function blockOf({ name, message }: Error, source: Source): CaptureBlock {
  switch (name) {
    case 'NotAllowedError':
      // Chromium names the system in the message only: the error's name is that of a refusal by the person.
      if (/system/i.test(message))
        return [
          'media_permission',
          'system',
          `the operating system keeps the ${sourceName(source)} from this browser`,
          'Allow it in the privacy settings of the system, then try again.',
        ];
      return (
        forbiddenSource(source) ??
        (source === 'screen_share'
          ? ['media_permission', 'user', 'none was picked', 'Try again, and pick one.']
          : ['media_permission', 'user'])
      );
    case 'SecurityError':
      return forbiddenByPolicy(source);
    case 'InvalidStateError':
      return ['media_permission', undefined, 'nobody has just clicked', 'Call it from a click or a key.'];
    case 'NotFoundError':
      return missingDevice(source);
    case 'NotReadableError':
      return ['media_device', 'system', `the ${sourceName(source)} is in use or does not start`];
    case 'OverconstrainedError':
      return ['media_device', undefined, `no ${sourceName(source)} is of the kind that was asked for`];
    default:
      return ['media_device'];
  }
}

/** The error of a source that is blocked. */
export function blockedError(
  source: Source,
  [code, blockedBy, happened, fix]: CaptureBlock,
  cause?: unknown,
): UTDStreamError {
  return errorOf(code, attempts[source], {
    cause,
    blockedBy,
    ...(happened && { happened }),
    ...(fix && { fix }),
  });
}

/** @param cause the rejection of `getUserMedia` or `getDisplayMedia` */
export const getUserMediaError = (source: Source, cause: unknown) =>
  blockedError(source, blockOf(cause instanceof Error ? cause : new Error(), source), cause);

export const processorError = (source: Source, cause: unknown) =>
  blockedError(
    source,
    [
      'unsupported',
      undefined,
      'its processor did not start',
      'Take it off with setProcessor, or see the cause.',
    ],
    cause,
  );
