import { say, sentence } from './translations.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { MessageCode } from './error-texts.ts';

/**
 * The obstacle between the page and a device: the person (`user`), the page's own Permissions-Policy (`policy`), the
 * page around its frame (`frame`), a connection without https (`insecure`), or the operating system (`system`).
 */
export type BlockedBy = 'user' | 'policy' | 'frame' | 'insecure' | 'system';

interface Details {
  /** The underlying error: an answer of the engine, a `DOMException`, an error of LiveKit. */
  readonly cause?: unknown;
  /** The code whose texts the message uses. Default: the error's own code. */
  readonly textCode?: MessageCode;
  /** Replaces the usual description of the event, without a full stop. */
  readonly happened?: string | undefined;
  /** Replaces the usual remedy: a full sentence. */
  readonly fix?: string | undefined;
  readonly blockedBy?: BlockedBy | undefined;
  /** The field of the input that was not accepted. */
  readonly field?: string | undefined;
  /** Seconds until another try makes sense. */
  readonly retryAfter?: number | undefined;
  /** The code of the engine's answer, also where this version does not know the code. */
  readonly rawCode?: string | undefined;
  /** The reason of a ban, in the words of the host or admin. */
  readonly reason?: string | null | undefined;
  /** The end of a ban. A permanent ban has none. */
  readonly until?: Date | null | undefined;
}

/** The message of an error. The reason of a ban stands in brackets behind the description. */
function message(code: ErrorCode, attempted: string, { textCode, happened, fix, reason }: Details): string {
  const text = say(textCode ?? code, [happened, fix]);
  return sentence(attempted, reason ? { ...text, happened: `${text.happened} (${reason})` } : text);
}

/**
 * An error of this library. The message says what was attempted, what happened and what to do.
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
  /** Stable: a code never changes its meaning. */
  readonly code: ErrorCode;
  /** The field of the input that was not accepted. */
  readonly field: string | undefined;
  /** Seconds until another try makes sense. */
  readonly retryAfter: number | undefined;
  /** The code of the engine's answer. A code that this version does not know stands here only. */
  readonly rawCode: string | undefined;
  /** The obstacle where a device could not be opened, as far as the browser tells. */
  readonly blockedBy: BlockedBy | undefined;

  /** @param attempted completes "Could not …". */
  constructor(code: ErrorCode, attempted: string, details: Details = {}) {
    super(message(code, attempted, details), { cause: details.cause });
    // The platform's name for cancelled work, so that the checks of an app that uses `fetch` hold here too.
    this.name = code === 'cancelled' ? 'AbortError' : 'UTDStreamError';
    this.code = code;
    this.field = details.field;
    this.retryAfter = details.retryAfter;
    this.rawCode = details.rawCode;
    this.blockedBy = details.blockedBy;
  }
}

/** `banned`: the local participant is banned from the room. */
export class UTDBannedError extends UTDStreamError {
  override name = 'UTDBannedError';
  /** The reason of the ban; `null` where none was given. */
  readonly reason: string | null;
  /** The end of the ban; `null` for a permanent ban. */
  readonly until: Date | null;

  constructor(code: ErrorCode, attempted: string, details: Details = {}) {
    super(code, attempted, details);
    this.reason = details.reason ?? null;
    this.until = details.until ?? null;
  }
}

/** `rate_limited`, `takeover_cooldown`: too many requests. `retryAfter` is the wait before another try, in seconds. */
export class UTDRateLimitedError extends UTDStreamError {
  override name = 'UTDRateLimitedError';
  /** Whether the local participant moved between places too often, instead of sending too many requests. */
  get isTakeoverCooldown(): boolean {
    return this.code === 'takeover_cooldown';
  }
}

/** `unauthenticated`, `token_expired`, `malformed_token`: the engine refused the sign-in, or gave no usable token. */
export class UTDTokenError extends UTDStreamError {
  override name = 'UTDTokenError';
}

/** The codes that have an error class of their own. */
export const classOf: { readonly [code in ErrorCode]?: typeof UTDStreamError } = {
  banned: UTDBannedError,
  rate_limited: UTDRateLimitedError,
  takeover_cooldown: UTDRateLimitedError,
  unauthenticated: UTDTokenError,
  token_expired: UTDTokenError,
  malformed_token: UTDTokenError,
};

/** An error of the class that belongs to `code`. */
export const errorOf = (code: ErrorCode, attempted: string, details?: Details): UTDStreamError =>
  new (classOf[code] ?? UTDStreamError)(code, attempted, details);

/** `error` unchanged where it is a `UTDStreamError`, else an error with `code` and `error` as its cause. */
export const asUTDError = (error: unknown, code: ErrorCode, attempted: string): UTDStreamError =>
  error instanceof UTDStreamError ? error : errorOf(code, attempted, { cause: error });
