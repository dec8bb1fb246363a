import type { BlockedBy, UTDStreamError } from '../errors.ts';
import type { ErrorCode } from '../protocol/codes.ts';

type Failure = readonly [code: ErrorCode, blockedBy?: BlockedBy | undefined, happened?: string, fix?: string];

const frame: Failure = [
  'media_permission',
  'frame',
  'the page around this frame does not hand the microphone on',
  'Write <iframe allow="microphone"> there, and let no Permissions-Policy header forbid it.',
];
const policy: Failure = [
  'media_permission',
  'policy',
  'this page is served with a policy that forbids the microphone',
  'Serve it with the header Permissions-Policy: microphone=(self).',
];
const insecure: Failure = [
  'unsupported',
  'insecure',
  'the browser gives a microphone only to pages served by https or from localhost',
  'Serve this page by https.',
];
const system: Failure = [
  'media_permission',
  'system',
  'the operating system keeps the microphone from this browser',
  'Allow it in the privacy settings of the system, then try again.',
];

/** What `getUserMedia` rejects with, and what that means here. */
const failures: Record<string, Failure> = {
  NotAllowedError: ['media_permission', 'user'],
  SecurityError: policy,
  NotFoundError: ['media_device', undefined, 'there is no microphone'],
  NotReadableError: ['media_device', 'system', 'the microphone is in use or does not start'],
};

/** Chromium alone tells; elsewhere a policy looks like a person's no. */
const forbidden = () =>
  (document as { featurePolicy?: { allowsFeature(name: string): boolean } }).featurePolicy?.allowsFeature(
    'microphone',
  ) === false;

function failureOf({ name, message }: Error): Failure {
  if (name !== 'NotAllowedError') return failures[name] ?? ['media_device'];
  if (forbidden()) return window === window.parent ? policy : frame;
  // Chromium's words for it: the name is that of a person's no.
  return /system/i.test(message) ? system : failures[name]!;
}

/** @param cause `undefined` where there is nothing to ask at all */
export function microphoneFailure(cause: unknown, Failure: typeof UTDStreamError): UTDStreamError {
  const failure = cause === undefined ? insecure : failureOf(cause instanceof Error ? cause : new Error());
  const [code, blockedBy, happened, fix] = failure;
  return new Failure(code, 'open the microphone', {
    cause,
    blockedBy,
    ...(happened && { happened }),
    ...(fix && { fix }),
  });
}
