import type { Context } from 'hono';
import type { EngineCode } from '../../src/protocol/codes.ts';
import type { Bearer } from '../auth/tokens.ts';
import { Refusal } from '../core/refusal.ts';
import type { StoreQueries } from '../store/store.ts';
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

/** The act of a session that an `Idempotency-Key` stands for; `null` without a key. @throws {Refusal} `invalid_request` */
export function scopeOf({ req }: Context, { app, identity, sessionId }: Bearer): string | null {
  const key = req.header('idempotency-key');
  if (key === undefined || req.method === 'GET') return null;
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(key))
    throw new Refusal('invalid_request', 'An Idempotency-Key has 16–64 letters, digits, _ or -.', {
      field: 'Idempotency-Key',
    });
  return JSON.stringify([app, identity, sessionId, req.method, req.path, key]);
}

/**
 * Gives a repeated key the first answer, accepted or refused. The act and its answer are in one transaction, so that they
 * are on disk together; the credential was checked before.
 */
export async function once(
  tx: StoreQueries,
  { scope, text, now }: { scope: string | null; text: string; now: number },
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
  await tx.saveAnswer(scope, { ...answer, bodyHash }, now + repeatable);
  return answer;
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
