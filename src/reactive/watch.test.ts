import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reportedIn } from '../../test/support/journey/reported.ts';
import { Signal } from './signal.ts';
import { watch } from './watch.ts';

const microtask = () => new Promise<void>((resolve) => queueMicrotask(resolve));

describe('watching', () => {
  it('runs at once, and once more a microtask after several changes', async () => {
    const [a, b] = [new Signal.State(1), new Signal.State(1)];
    const sums: number[] = [];
    const stop = watch(() => void sums.push(a.get() + b.get()));
    a.set(2);
    b.set(2);
    await microtask();
    assert.deepEqual(sums, [2, 4]);
    stop();
    a.set(9);
    await microtask();
    assert.deepEqual(sums, [2, 4]);
  });

  it('does not follow what an effect inside it reads', async () => {
    const [outer, inner] = [new Signal.State(1), new Signal.State(1)];
    let runs = 0;
    const stops: (() => void)[] = [];
    stops.push(
      watch(() => {
        outer.get();
        runs++;
        stops.push(watch(() => void inner.get()));
      }),
    );
    inner.set(2);
    await microtask();
    assert.equal(runs, 1);
    for (const stop of stops) stop();
  });

  it('goes on with the others when one throws', async () => {
    const state = new Signal.State(1);
    const seen: number[] = [];
    const stops = [
      watch(() => {
        if (state.get() === 2) throw new Error('mine');
      }),
      watch(() => void seen.push(state.get())),
    ];
    assert.deepEqual((await reportedIn(() => state.set(2))).map(String), ['Error: mine']);
    assert.deepEqual(seen, [1, 2]);
    for (const stop of stops) stop();
  });
});
