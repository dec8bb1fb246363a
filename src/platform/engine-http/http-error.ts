import * as v from 'valibot';
import { errorOf, type UTDStreamError } from '../../errors/errors.ts';
import { isEngineCode, type ErrorCode } from '../../protocol/codes.ts';
import { Failure } from '../../protocol/rest/failure.ts';

/** What a status means when an older engine gives no code. */
const byStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  413: 'payload_too_large',
  422: 'invalid_request',
  429: 'rate_limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/**
 * What such an engine's text makes of it. No code that ends a session is guessed from a text: a 403
 * means banned only when its code says so.
 */
const byText: readonly (readonly [status: number, says: RegExp, code: ErrorCode])[] = [
  [401, /expired/i, 'token_expired'],
  [403, /\b(owner|host) only|only the (owner|host)/i, 'owner_only'],
  [403, /comments?\b.*\b(locked|closed|disabled)/i, 'comments_locked'],
  [409, /seat\b.*\blocked/i, 'seat_locked'],
  [409, /seat\b.*\b(taken|occupied)/i, 'seat_taken'],
  [409, /already\b.*\b(requested|asked|pending)/i, 'already_requested'],
  [429, /take-?_? ?over/i, 'takeover_cooldown'],
];

/** What the engine said, as far as it is JSON. */
export interface Said {
  readonly status: number;
  readonly json: unknown;
  /** The header: seconds, or a date. */
  readonly retryAfter: string | null;
}

function seconds(header: string | null): number | undefined {
  const said = header === null || header.trim() === '' ? NaN : Number(header);
  const given = Number.isNaN(said) ? (Date.parse(header ?? '') - Date.now()) / 1000 : said;
  return Number.isNaN(given) ? undefined : Math.max(0, Math.ceil(given));
}

function dateOf(text: string | undefined): Date | null {
  const date = new Date(text ?? NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** A refusal of the engine, as the error that it is. */
export function refused({ status, json, retryAfter }: Said, attempted: string): UTDStreamError {
  const failure = v.safeParse(Failure, json);
  const said = failure.success ? failure.output : undefined;
  const known = said?.code && isEngineCode(said.code) ? said.code : undefined;
  const [, , meant] =
    (!said?.code && byText.find(([on, says]) => on === status && says.test(said?.message ?? ''))) || [];
  return errorOf(known ?? meant ?? byStatus[status] ?? 'unknown', attempted, {
    cause: new Error(`HTTP ${status}${said ? `: ${said.message}` : ''}`),
    ...(said?.field && { field: said.field, happened: said.message.replace(/[.\s]+$/, '') }),
    retryAfter: said?.retry_after ?? seconds(retryAfter),
    rawCode: said?.code,
    reason: said?.reason,
    until: dateOf(said?.until),
  });
}
