import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RecentIds } from './recent-ids.ts';

describe('recent ids', () => {
  it('know a repeated id, until so many newer ids have come', () => {
    const ids = new RecentIds(2);
    assert.deepEqual(
      ['a', 'a', 'b', 'a', 'c', 'b', 'a'].map((id) => ids.add(id)),
      [true, false, true, false, true, false, true],
    );
  });
});
