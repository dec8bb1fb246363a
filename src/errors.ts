import type { ErrorCode } from './protocol/codes.ts';
import { sentence } from './words.ts';

/**
 * Who or what keeps a device from the page: the person, the page's own Permissions-Policy, the page
 * around its frame, a connection without https, or the operating system.
 */
export type BlockedBy = 'user' | 'policy' | 'frame' | 'insecure' | 'system';

interface Details {
  /** What made it happen: an answer of the engine, a `DOMException`, an error of LiveKit. */
  readonly cause?: unknown;
  /** Takes the place of the usual words for what happened, without a full stop. */
  readonly happened?: string;
  /** Takes the place of the usual words for what to do: a full sentence. */
  readonly fix?: string;
  readonly blockedBy?: BlockedBy | undefined;
  /** Which field of the input was not accepted. */
  readonly field?: string | undefined;
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number | undefined;
  /** The code as an engine sent it, where this version does not know it. */
  readonly rawCode?: string | undefined;
}

/**
 * Whatever goes wrong, with a stable `code`. The message says what was attempted, what happened
 * and what to do.
 *
 * @example
 * ```ts
 * try {
 *   await room.seats.take(2);
 * } catch (error) {
 *   if (error instanceof UTDStreamError && error.code === 'seat_taken') await room.seats.take(3);
 * }
 * ```
 */
export class UTDStreamError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;
  readonly rawCode: string | undefined;
  /** Where a device could not be opened: what stands in the way, as far as the browser tells. */
  readonly blockedBy: BlockedBy | undefined;

  /** @param attempted completes "Could not …". */
  constructor(code: ErrorCode, attempted: string, details: Details = {}) {
    super(sentence(attempted, code, details.happened, details.fix), { cause: details.cause });
    // The platform's name for work that was called off, so that `fetch`-style checks hold.
    this.name = code === 'cancelled' ? 'AbortError' : new.target.name;
    this.code = code;
    this.field = details.field;
    this.retryAfter = details.retryAfter;
    this.rawCode = details.rawCode;
    this.blockedBy = details.blockedBy;
  }
}

/** `error` itself where it is one of ours, else wrapped as `code`. */
export const asUTDError = (error: unknown, code: ErrorCode, attempted: string): UTDStreamError =>
  error instanceof UTDStreamError ? error : new UTDStreamError(code, attempted, { cause: error });
