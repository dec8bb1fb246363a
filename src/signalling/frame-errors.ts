import { errorOf, UTDStreamError } from '../errors/errors.ts';
import { isEngineCode, type ErrorCode } from '../protocol/codes.ts';
import { closeCodes, reconnects } from '../protocol/signalling/close-codes.ts';
import type { EngineFrames } from './frame-reader.ts';

/** The error of an `error` frame. */
export function frameError(
  { code, message, field, retry_after }: EngineFrames['error'],
  attempted: string,
): UTDStreamError {
  return errorOf(isEngineCode(code) ? code : 'unknown', attempted, {
    cause: new Error(message),
    ...(field !== undefined && { field, happened: message.replace(/[.\s]+$/, '') }),
    retryAfter: retry_after,
    rawCode: code,
  });
}

/** The error codes of the engine's close codes. */
const codeOfClose: Readonly<Record<number, ErrorCode>> = {
  [closeCodes.goingAway]: 'unavailable',
  [closeCodes.unavailable]: 'unavailable',
  [closeCodes.tokenExpired]: 'token_expired',
  [closeCodes.authTimeout]: 'timeout',
  [closeCodes.tooOften]: 'rate_limited',
  [closeCodes.noAuth]: 'protocol',
  [closeCodes.unauthenticated]: 'unauthenticated',
  [closeCodes.forbidden]: 'forbidden',
  [closeCodes.tooLarge]: 'payload_too_large',
  [closeCodes.tooManySockets]: 'rate_limited',
};

/** The error of a socket that was closed. */
export const closeError = (code: number, attempted: string): UTDStreamError =>
  errorOf(codeOfClose[code] ?? (reconnects(code) ? 'network' : 'unknown'), attempted, {
    cause: new Error(`The socket was closed with ${code}.`),
  });
