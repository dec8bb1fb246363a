import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clientCodes, statusOf, type ErrorCode } from '../../protocol/codes.ts';
import { transitions } from './connection.ts';
import { nextStep } from './reconnect.ts';

const codes = [...Object.keys(statusOf), ...clientCodes] as ErrorCode[];
const last = new Set<string>(['banned', 'kicked', 'signed_in_elsewhere', 'room_closed']);

describe('the way back', () => {
  it('ends where the engine has the last word, and only there', () => {
    for (const code of codes) {
      const step = nextStep(code, 0, 60_000);
      assert.equal('exit' in step ? step.exit : undefined, last.has(code) ? code : undefined, code);
    }
  });

  it('waits 0, 0.5, 1, 2 and then 4 seconds', () => {
    const waits = [0, 1, 2, 3, 4, 5, 50].map((tries) => nextStep('network', tries, 1));
    assert.deepEqual(
      waits,
      [0, 500, 1000, 2000, 4000, 4000, 4000].map((wait) => ({ wait })),
    );
  });

  it('is tried as long as there is time left, and no longer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.nat(100), fc.integer(), (code, tries, left) => {
        const step = nextStep(code, tries, left);
        assert.equal('wait' in step, left > 0 && !last.has(code));
      }),
    );
  });
});

describe('the states of a connection', () => {
  const states = Object.keys(transitions) as (keyof typeof transitions)[];

  it('are left towards states that exist, never towards themselves', () => {
    for (const [from, to] of Object.entries(transitions))
      for (const each of to) assert.ok(states.includes(each) && each !== from);
  });

  it('can be forced to an end only once there is something to end', () => {
    assert.deepEqual(
      states.filter((each) => transitions[each].includes('forceExit')),
      ['connected', 'reconnecting'],
    );
  });

  it('all lead back to a new join', () => {
    for (const from of states) {
      const reached = new Set([from]);
      for (const each of reached) for (const to of transitions[each]) reached.add(to);
      assert.ok(reached.has('connecting'), from);
    }
  });
});
