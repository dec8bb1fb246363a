import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Reactions } from './reactions.ts';
import { Signal } from './signal.ts';

describe('Reactions', () => {
  it('run for a derived value that has changed, and for no other', () => {
    const seats = new Signal.State(['ada', 'ben']);
    const reactions = new Reactions();
    const seen: unknown[] = [];
    reactions.add(
      () => seats.get().length,
      (count) => seen.push(count),
    );
    reactions.add(
      () => seats.get()[0],
      (first) => seen.push(first),
    );
    reactions.run();
    assert.deepEqual(seen, []);
    seats.set(['ada', 'ben', 'eve']);
    reactions.run();
    reactions.run();
    assert.deepEqual(seen, [3]);
  });

  it('take values that are equal for the same', () => {
    const names = new Signal.State({ of: ['ada'] });
    const reactions = new Reactions();
    let reacted = 0;
    reactions.add(
      () => names.get(),
      () => reacted++,
    );
    names.set({ of: ['ada'] });
    reactions.run();
    assert.equal(reacted, 0);
  });

  it('run again where a reaction writes a signal, until nothing changes', () => {
    const count = new Signal.State(0);
    const reactions = new Reactions();
    const seen: number[] = [];
    reactions.add(
      () => count.get(),
      (value) => {
        seen.push(value);
        if (value < 3) count.set(value + 1);
      },
    );
    count.set(1);
    reactions.run();
    assert.deepEqual(seen, [1, 2, 3]);
  });

  it('run in the order in which they were added', () => {
    const at = new Signal.State(0);
    const reactions = new Reactions();
    const seen: string[] = [];
    for (const name of ['first', 'second', 'third'])
      reactions.add(
        () => at.get(),
        () => seen.push(name),
      );
    at.set(1);
    reactions.run();
    assert.deepEqual(seen, ['first', 'second', 'third']);
  });
});
