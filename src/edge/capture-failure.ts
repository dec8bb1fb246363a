import type { BlockedBy, UTDStreamError } from '../errors.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { Source } from './transport.ts';

type Failure = readonly [code: ErrorCode, blockedBy?: BlockedBy | undefined, happened?: string, fix?: string];

/** What it is called, what opening it is called, and the name of the feature that a policy can forbid. */
const sources: Readonly<Record<Source, readonly [called: string, attempted: string, feature: string]>> = {
  microphone: ['microphone', 'open the microphone', 'microphone'],
  camera: ['camera', 'open the camera', 'camera'],
  screen_share: ['screen', 'share the screen', 'display-capture'],
};

/** Chromium alone tells; elsewhere a policy looks like a person's no. */
const forbidden = (feature: string) =>
  (document as { featurePolicy?: { allowsFeature(name: string): boolean } }).featurePolicy?.allowsFeature(
    feature,
  ) === false;

/** What opening rejects with, and what that means here. */
function failureOf({ name, message }: Error, source: Source): Failure {
  const [called, , feature] = sources[source];
  const policy: Failure = [
    'media_permission',
    'policy',
    `this page is served with a policy that forbids the ${called}`,
    `Serve it with the header Permissions-Policy: ${feature}=(self).`,
  ];
  switch (name) {
    case 'NotAllowedError':
      if (forbidden(feature))
        return window === window.parent
          ? policy
          : [
              'media_permission',
              'frame',
              `the page around this frame does not hand the ${called} on`,
              `Write <iframe allow="${feature}"> there, and let no Permissions-Policy header forbid it.`,
            ];
      // Chromium's words for it: the name is that of a person's no.
      if (/system/i.test(message))
        return [
          'media_permission',
          'system',
          `the operating system keeps the ${called} from this browser`,
          'Allow it in the privacy settings of the system, then try again.',
        ];
      return source === 'screen_share'
        ? ['media_permission', 'user', 'none was picked', 'Try again, and pick one.']
        : ['media_permission', 'user'];
    case 'SecurityError':
      return policy;
    case 'InvalidStateError':
      return ['media_permission', undefined, 'nobody has just clicked', 'Call it from a click or a key.'];
    case 'NotFoundError':
      return ['media_device', undefined, `there is no ${called}`];
    case 'NotReadableError':
      return ['media_device', 'system', `the ${called} is in use or does not start`];
    case 'OverconstrainedError':
      return ['media_device', undefined, `no ${called} is of the kind that was asked for`];
    default:
      return ['media_device'];
  }
}

/** Nothing is there to ask at all. */
const nothing = (source: Source): Failure =>
  source === 'screen_share' && globalThis.navigator?.mediaDevices
    ? ['unsupported', undefined, 'this browser shares no screens', 'Use one of a computer.']
    : [
        'unsupported',
        'insecure',
        `the browser gives a ${sources[source][0]} only to pages served by https or from localhost`,
        'Serve this page by https.',
      ];

/** @param cause `undefined` where there is nothing to ask at all */
export function captureFailure(
  source: Source,
  cause: unknown,
  Failure: typeof UTDStreamError,
): UTDStreamError {
  const failure =
    cause === undefined ? nothing(source) : failureOf(cause instanceof Error ? cause : new Error(), source);
  const [code, blockedBy, happened, fix] = failure;
  return new Failure(code, sources[source][1], {
    cause,
    blockedBy,
    ...(happened && { happened }),
    ...(fix && { fix }),
  });
}

export const processorFailure = (source: Source, cause: unknown, Failure: typeof UTDStreamError) =>
  new Failure('unsupported', sources[source][1], {
    cause,
    happened: 'its processor did not start',
    fix: 'Take it off with setProcessor, or see the cause.',
  });
