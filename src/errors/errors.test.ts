import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { sourcesIn } from '../../test/support/package/sources.ts';
import {
  asUTDError,
  classOf,
  errorOf,
  UTDBannedError,
  UTDRateLimitedError,
  UTDStreamError,
  UTDTokenError,
} from './errors.ts';
import { clientCodes, statusOf, type ErrorCode } from '../protocol/codes.ts';

const codes = [...Object.keys(statusOf), ...clientCodes] as ErrorCode[];

describe('a message', () => {
  it('says what was attempted, what happened and what to do', () => {
    const { message } = new UTDStreamError('seat_locked', "take seat 3 in 'lobby'");
    assert.equal(message, "Could not take seat 3 in 'lobby': the seat is locked. Ask a host to unlock it.");
  });

  for (const code of codes)
    it(`of ${code} is a full sentence, and another`, () =>
      assert.match(errorOf(code, 'go on').message, /^Could not go on: [a-z][^.]*[^.\s]\. [A-Z].*\.$/));
});

describe('an error', () => {
  it('that was called off has the platform’s name for it', () => {
    assert.equal(new UTDStreamError('cancelled', 'join').name, 'AbortError');
    assert.equal(new UTDStreamError('network', 'join').name, 'UTDStreamError');
  });

  it('of another kind is wrapped with its cause, and one of ours stays itself', () => {
    const cause = new TypeError('x');
    const wrapped = asUTDError(cause, 'network', 'join');
    assert.deepEqual([wrapped.code, wrapped.cause], ['network', cause]);
    assert.equal(asUTDError(wrapped, 'unknown', 'leave'), wrapped);
    assert.ok(asUTDError(cause, 'unauthenticated', 'join') instanceof UTDTokenError);
  });

  it('of a ban carries what it is for and until when, and says what for', () => {
    const until = new Date('2026-10-05T14:00:00Z');
    const banned = errorOf('banned', "join 'lobby'", { reason: 'Spam', until });
    assert.ok(banned instanceof UTDBannedError && banned instanceof UTDStreamError);
    assert.deepEqual([banned.name, banned.reason, banned.until], ['UTDBannedError', 'Spam', until]);
    assert.equal(
      banned.message,
      "Could not join 'lobby': you are banned (Spam). Ask a host to lift the ban.",
    );
    const silent = errorOf('banned', 'join');
    assert.ok(silent instanceof UTDBannedError);
    assert.deepEqual([silent.reason, silent.until], [null, null]);
  });

  it('of a rate says whether it is that of moving between places, and when to try again', () => {
    for (const [code, cooldown] of [
      ['rate_limited', false],
      ['takeover_cooldown', true],
    ] as const) {
      const error = errorOf(code, 'join', { retryAfter: 8 });
      assert.ok(error instanceof UTDRateLimitedError);
      assert.deepEqual(
        [error.name, error.isTakeoverCooldown, error.retryAfter],
        ['UTDRateLimitedError', cooldown, 8],
      );
    }
  });

  it('of a token has a class of its own', () => {
    for (const code of ['unauthenticated', 'token_expired', 'malformed_token'] as const) {
      const error = errorOf(code, 'join');
      assert.ok(error instanceof UTDTokenError);
      assert.deepEqual([error.name, error.code], ['UTDTokenError', code]);
    }
  });

  it('has the class of its code wherever it is made: by name only where that has none', () => {
    const made = sourcesIn('src').flatMap(({ file }) =>
      [...readFileSync(file, 'utf8').matchAll(/new UTDStreamError\(\s*([^,]+),/g)].map(([, code]) => [
        file,
        code,
      ]),
    );
    const plain = new Set(codes.filter((code) => !classOf[code]).map((code) => `'${code}'`));
    assert.ok(made.length > 10, 'nothing was found');
    assert.deepEqual(
      made
        .filter(([, code]) => !plain.has(code!))
        .map(([file, code]) => `${file} makes one of ${code}: use errorOf.`),
      [],
    );
  });
});
