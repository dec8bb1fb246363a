import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { SeatUpdate } from './data/seat-update.ts';
import { toRestSeat, WireSeat } from './seat.ts';

const pushed = {
  index: 2,
  identity: 'ada',
  locked: false,
  muted: true,
  reserved_for: null,
  away: false,
  name: 'Ada',
};
const rest = {
  seat_index: 2,
  occupant_identity: 'ada',
  locked: 0,
  muted: 1,
  reserved_for: null,
  away: false,
  name: 'Ada',
};

describe('a seat on the wire', () => {
  it('is read alike in both spellings', () => {
    assert.deepEqual(v.parse(WireSeat, rest), v.parse(WireSeat, pushed));
  });

  it('survives the way through REST', () => {
    const seat = v.parse(WireSeat, pushed);
    assert.deepEqual(v.parse(WireSeat, toRestSeat(seat)), seat);
  });

  it('may say more than this version knows', () => {
    assert.equal(v.parse(WireSeat, { ...pushed, mood: 'happy' }).identity, 'ada');
  });

  for (const [what, wrong] of [
    ['no index', {}],
    ['a negative index', { index: -1 }],
    ['a word for locked', { locked: 'yes' }],
  ] as const)
    it(`is refused with ${what}`, () => {
      const { index: _, ...none } = pushed;
      assert.ok(!v.is(WireSeat, what === 'no index' ? none : { ...pushed, ...wrong }));
    });
});

describe('a push of the grid', () => {
  it('is whole, or the word to read it', () => {
    const at = { type: '_seat_update', epoch: 1, rev: 2 };
    assert.ok(v.is(SeatUpdate, { ...at, count: 1, mode: 'free', seats: [pushed] }));
    assert.ok(v.is(SeatUpdate, { ...at, reread: true }));
    assert.ok(!v.is(SeatUpdate, at));
    assert.ok(!v.is(SeatUpdate, { ...at, seats: Array.from({ length: 101 }, () => pushed) }));
  });
});
