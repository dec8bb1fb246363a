import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UTDBannedError, UTDRateLimitedError } from '../../errors/errors.ts';
import { httpError } from './http-error.ts';

const refuse = (status: number, json: unknown, retryAfter: string | null = null) =>
  httpError({ status, json, retryAfter }, 'go on');

describe('a refusal', () => {
  for (const [status, message, code] of [
    [401, 'Token expired', 'token_expired'],
    [401, 'No.', 'unauthenticated'],
    [403, 'Owner only', 'owner_only'],
    [403, 'Only the host may change roles.', 'owner_only'],
    [403, 'Comments are locked.', 'comments_locked'],
    [403, 'You are banned.', 'forbidden'],
    [403, 'You were kicked.', 'forbidden'],
    [404, 'The room is closed.', 'not_found'],
    [409, 'Seat 3 is taken.', 'seat_taken'],
    [409, 'The seat is locked.', 'seat_locked'],
    [409, 'You have already requested to speak', 'already_requested'],
    [409, 'You signed in elsewhere.', 'unknown'],
    [429, 'TAKEOVER_COOLDOWN', 'takeover_cooldown'],
    [429, 'Slow down.', 'rate_limited'],
    [504, '', 'unavailable'],
  ] as const)
    it(`by ${status} without a code that says “${message}” is ${code}`, () =>
      assert.equal(refuse(status, { message }).code, code));

  it('whose code this version does not know goes by its status, and keeps it', () => {
    const error = refuse(409, { message: 'Seat taken.', code: 'of_tomorrow' });
    assert.deepEqual([error.code, error.rawCode], ['unknown', 'of_tomorrow']);
  });

  it('of somebody banned says what for, and until when', () => {
    const said = { message: 'No.', code: 'banned', reason: 'Spam', until: '2026-10-05T14:00:00Z' };
    const error = refuse(403, said);
    assert.ok(error instanceof UTDBannedError);
    assert.deepEqual([error.reason, error.until], ['Spam', new Date(said.until)]);
    const vague = refuse(403, { ...said, until: 'soon' });
    assert.equal(vague instanceof UTDBannedError && vague.until, null);
  });

  it('says when to try again by its body, else by its header, in seconds or as a date', () => {
    const body = { message: 'Slow.', code: 'takeover_cooldown', retry_after: 3 };
    assert.equal(refuse(429, body, '9').retryAfter, 3);
    const error = refuse(429, undefined, '9');
    assert.ok(error instanceof UTDRateLimitedError);
    assert.deepEqual([error.retryAfter, error.isTakeoverCooldown], [9, false]);
    const inAMinute = refuse(503, undefined, new Date(Date.now() + 60_000).toUTCString()).retryAfter;
    assert.ok(inAMinute! > 50 && inAMinute! <= 60, String(inAMinute));
    assert.equal(refuse(503, undefined, new Date(0).toUTCString()).retryAfter, 0);
    for (const header of [null, '', 'soon'])
      assert.equal(refuse(503, undefined, header).retryAfter, undefined);
  });

  it('keeps what the engine said as its cause', () =>
    assert.deepEqual(refuse(403, { message: 'No.' }).cause, new Error('HTTP 403: No.')));
});
