import * as v from 'valibot';
import { errorOf, type UTDStreamError } from '../../errors/errors.ts';
import { isEngineCode, type ErrorCode } from '../../protocol/codes.ts';
import { Failure } from '../../protocol/rest/failure.ts';

/** The error code of a status, for an older engine that gives no code. */
const codeByStatus: Readonly<Record<number, ErrorCode>> = {
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
 * The error code of a message, for the same engines. No code that ends a session is guessed from a message: a 403
 * means banned only when its code says so.
 */
const codeByMessage: readonly (readonly [status: number, pattern: RegExp, code: ErrorCode])[] = [
  [401, /expired/i, 'token_expired'],
  [403, /\b(owner|host) only|only the (owner|host)/i, 'owner_only'],
  [403, /comments?\b.*\b(locked|closed|disabled)/i, 'comments_locked'],
  [409, /seat\b.*\blocked/i, 'seat_locked'],
  [409, /seat\b.*\b(taken|occupied)/i, 'seat_taken'],
  [409, /already\b.*\b(requested|asked|pending)/i, 'already_requested'],
  [429, /take-?_? ?over/i, 'takeover_cooldown'],
];

/** An answer of the engine; `json` is `undefined` where the body is no JSON. */
export interface HttpResponse {
  readonly status: number;
  readonly json: unknown;
  /** The header `Retry-After`: seconds, or a date. */
  readonly retryAfter: string | null;
}

function secondsOf(header: string | null): number | undefined {
  const number = header === null || header.trim() === '' ? NaN : Number(header);
  const seconds = Number.isNaN(number) ? (Date.parse(header ?? '') - Date.now()) / 1000 : number;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}

function dateOf(text: string | undefined): Date | null {
  const date = new Date(text ?? NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The error of an answer with a status of 400 or above. */
export function httpError({ status, json, retryAfter }: HttpResponse, attempted: string): UTDStreamError {
  const parsed = v.safeParse(Failure, json);
  const body = parsed.success ? parsed.output : undefined;
  const known = body?.code && isEngineCode(body.code) ? body.code : undefined;
  const [, , guessed] =
    (!body?.code &&
      codeByMessage.find(([on, pattern]) => on === status && pattern.test(body?.message ?? ''))) ||
    [];
  return errorOf(known ?? guessed ?? codeByStatus[status] ?? 'unknown', attempted, {
    cause: new Error(`HTTP ${status}${body ? `: ${body.message}` : ''}`),
    ...(body?.field && { field: body.field, happened: body.message.replace(/[.\s]+$/, '') }),
    retryAfter: body?.retry_after ?? secondsOf(retryAfter),
    rawCode: body?.code,
    reason: body?.reason,
    until: dateOf(body?.until),
  });
}
