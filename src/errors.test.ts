import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asUTDError, UTDStreamError } from './errors.ts';
import { clientCodes, statusOf, type ErrorCode } from './protocol/codes.ts';
import { exitReasons } from './protocol/exit.ts';
import { exitSentence, words } from './words.ts';

const codes = [...Object.keys(statusOf), ...clientCodes] as ErrorCode[];

describe('a message', () => {
  it('says what was attempted, what happened and what to do', () => {
    const { message } = new UTDStreamError('seat_locked', "take seat 3 in 'lobby'");
    assert.equal(message, "Could not take seat 3 in 'lobby': the seat is locked. Ask a host to unlock it.");
  });

  for (const code of codes)
    it(`of ${code} is two full sentences`, () => {
      const [happened, fix] = words[code];
      assert.match(happened, /^[a-z].*[^.]$/, 'goes on after a colon');
      assert.match(fix, /^[A-Z].*\.$/);
    });

  for (const reason of exitReasons)
    it(`of an end by ${reason} is full sentences`, () =>
      assert.match(exitSentence(reason, "'lobby'"), /^Could not stay in 'lobby': [a-z].*\. [A-Z].*\.$/));
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
  });
});
