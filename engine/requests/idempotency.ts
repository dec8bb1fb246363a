import type { Context } from 'hono';
import type { EngineCode } from '../../src/protocol/codes.ts';
import type { Bearer } from '../auth/tokens.ts';
import { Refusal } from '../core/refusal.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { hashOf } from './request-input.ts';

/** The time for which a repeated key gives the first answer, in milliseconds. */
const repeatable = 600_000;

/** Refusals of the moment: the same act may be tried again with the same key. */
const passing: ReadonlySet<string | undefined> = new Set<EngineCode>(['rate_limited', 'unavailable']);

/** An answer as it is sent, and kept. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The person, and the session where the bearer is of one. */
type Subject = Pick<Bearer, 'app' | 'identity'> & Partial<Pick<Bearer, 'sessionId'>>;

/** The act of a session that an `Idempotency-Key` stands for; `null` without a key. @throws {Refusal} `invalid_request` */
export function scopeOf({ req }: Context, { app, identity, sessionId = '' }: Subject): string | null {
  const key = req.header('idempotency-key');
  if (key === undefined || req.method === 'GET') return null;
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(key))
    throw new Refusal('invalid_request', 'An Idempotency-Key has 16–64 letters, digits, _ or -.', {
      field: 'Idempotency-Key',
    });
  return JSON.stringify([app, identity, sessionId, req.method, req.path, key]);
}

/** An act, and the body of its request. */
export interface Act {
  readonly scope: string | null;
  readonly text: string;
  readonly now: number;
}

/**
 * Gives a repeated key the first answer, accepted or refused. The act and its answer are in one transaction, so that they
 * are on disk together; the credential was checked before.
 */
export async function once(
  tx: StoreQueries,
  { scope, text, now }: Act,
  work: () => Promise<object | undefined | void>,
): Promise<Answer> {
  if (scope === null) return answerOf(work);
  const bodyHash = hashOf(text);
  const kept = await tx.findAnswer(scope, now);
  if (kept && kept.bodyHash !== bodyHash)
    throw new Refusal(
      'invalid_request',
      'This Idempotency-Key was used with another body. Use a key for one act only.',
      { field: 'Idempotency-Key' },
    );
  if (kept) return kept;
  const answer = await answerOf(work);
  await keep(tx, { scope, text, now }, answer);
  return answer;
}

/** Keeps an answer for its key, in the transaction of the act. */
export async function keep(tx: StoreQueries, { scope, text, now }: Act, answer: Answer): Promise<void> {
  if (scope !== null) await tx.saveAnswer(scope, { ...answer, bodyHash: hashOf(text) }, now + repeatable);
}

async function answerOf(work: () => Promise<object | undefined | void>): Promise<Answer> {
  try {
    const answer = await work();
    return answer === undefined ? { status: 204, body: '' } : { status: 200, body: JSON.stringify(answer) };
  } catch (error) {
    // A refusal is thrown before anything is written, so it can be kept with its key.
    if (!(error instanceof Refusal) || passing.has(error.code)) throw error;
    return { status: error.status, body: JSON.stringify(error.body) };
  }
}
