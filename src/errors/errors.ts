import { say, sentence } from './translations.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { MessageCode } from './error-texts.ts';

/**
 * Who or what keeps a device from the page: the person, the page's own Permissions-Policy, the page
 * around its frame, a connection without https, or the operating system.
 */
export type BlockedBy = 'user' | 'policy' | 'frame' | 'insecure' | 'system';

interface Details {
  /** What made it happen: an answer of the engine, a `DOMException`, an error of LiveKit. */
  readonly cause?: unknown;
  /** The code whose words it says; its own unless told. */
  readonly says?: MessageCode;
  /** Takes the place of the usual words for what happened, without a full stop. */
  readonly happened?: string | undefined;
  /** Takes the place of the usual words for what to do: a full sentence. */
  readonly fix?: string | undefined;
  readonly blockedBy?: BlockedBy | undefined;
  /** Which field of the input was not accepted. */
  readonly field?: string | undefined;
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number | undefined;
  /** The code as an engine sent it, where this version does not know it. */
  readonly rawCode?: string | undefined;
  /** What a ban is for, as whoever banned has written it. */
  readonly reason?: string | null | undefined;
  /** Until when a ban holds; for good where there is none. */
  readonly until?: Date | null | undefined;
}

/** What was told of this one, in brackets behind what happened. */
function message(code: ErrorCode, attempted: string, { says, happened, fix, reason }: Details): string {
  const said = say(says ?? code, [happened, fix]);
  return sentence(attempted, reason ? { ...said, happened: `${said.happened} (${reason})` } : said);
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
    super(message(code, attempted, details), { cause: details.cause });
    // The platform's name for work that was called off, so that `fetch`-style checks hold.
    this.name = code === 'cancelled' ? 'AbortError' : 'UTDStreamError';
    this.code = code;
    this.field = details.field;
    this.retryAfter = details.retryAfter;
    this.rawCode = details.rawCode;
    this.blockedBy = details.blockedBy;
  }
}

/** `banned`: I am kept out of the room. */
export class UTDBannedError extends UTDStreamError {
  override name = 'UTDBannedError';
  /** What for, where it was told. */
  readonly reason: string | null;
  /** `null`: for good. */
  readonly until: Date | null;

  constructor(code: ErrorCode, attempted: string, details: Details = {}) {
    super(code, attempted, details);
    this.reason = details.reason ?? null;
    this.until = details.until ?? null;
  }
}

/** `rate_limited`, `takeover_cooldown`: asked too often. `retryAfter` says when to try again, in seconds. */
export class UTDRateLimitedError extends UTDStreamError {
  override name = 'UTDRateLimitedError';
  /** I moved between places too often, and not just asked too often. */
  get isTakeoverCooldown(): boolean {
    return this.code === 'takeover_cooldown';
  }
}

/** `unauthenticated`, `token_expired`, `malformed_token`: who I am was not accepted, or not answered. */
export class UTDTokenError extends UTDStreamError {
  override name = 'UTDTokenError';
}

/** Codes that have a class of their own. */
export const classOf: { readonly [code in ErrorCode]?: typeof UTDStreamError } = {
  banned: UTDBannedError,
  rate_limited: UTDRateLimitedError,
  takeover_cooldown: UTDRateLimitedError,
  unauthenticated: UTDTokenError,
  token_expired: UTDTokenError,
  malformed_token: UTDTokenError,
};

/** The error of a code, of its class. */
export const errorOf = (code: ErrorCode, attempted: string, details?: Details): UTDStreamError =>
  new (classOf[code] ?? UTDStreamError)(code, attempted, details);

/** `error` itself where it is one of ours, else wrapped as `code`. */
export const asUTDError = (error: unknown, code: ErrorCode, attempted: string): UTDStreamError =>
  error instanceof UTDStreamError ? error : errorOf(code, attempted, { cause: error });
