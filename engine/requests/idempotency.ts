import type { Context } from 'hono';
import type { EngineCode } from '../../src/protocol/codes.ts';
import { hashOf } from './request-input.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from '../store/store.ts';
import type { Bearer } from '../auth/tokens.ts';

/** How long a repeated key gives the first answer, in milliseconds. */
const repeatable = 600_000;

/** Refusals of the moment: the same act may be tried again under the same key. */
const passing: ReadonlySet<string | undefined> = new Set<EngineCode>(['rate_limited', 'unavailable']);

/** An answer as it is sent, and kept. */
export interface Given {
  readonly status: number;
  readonly body: string;
}

/** What an `Idempotency-Key` stands for: this act of this session. `null` where there is none. */
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
 * A repeated key gives the first answer, accepted or refused. Inside a transaction, so that an act
 * and its answer are on disk together; the credential was checked before.
 */
export function once(
  store: Store,
  scope: string | null,
  text: string,
  now: number,
  work: () => object | undefined,
): Given {
  if (scope === null) return settle(work);
  const bodyHash = hashOf(text);
  const kept = store.keptAnswer(scope, now);
  if (kept && kept.bodyHash !== bodyHash)
    throw new Refusal(
      'invalid_request',
      'This Idempotency-Key was used with another body. Use a key for one act only.',
      { field: 'Idempotency-Key' },
    );
  if (kept) return kept;
  const answer = settle(work);
  store.keepAnswer(scope, { ...answer, bodyHash }, now + repeatable);
  return answer;
}

function settle(work: () => object | undefined): Given {
  try {
    const answer = work();
    return answer === undefined ? { status: 204, body: '' } : { status: 200, body: JSON.stringify(answer) };
  } catch (error) {
    // A refusal is thrown before anything is written, so that it can be kept with its key.
    if (!(error instanceof Refusal) || passing.has(error.code)) throw error;
    return { status: error.status, body: JSON.stringify(error.body) };
  }
}
