import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { memoized } from './memoized.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

describe('A memoized accessor', () => {
  it('gives one result for each key', () => {
    let made = 0;
    const get = memoized((key: string) => ({ key, made: ++made }));
    const ada = get('ada');
    assert.equal(get('ada'), ada);
    assert.notEqual(get('ben'), ada);
    assert.equal(made, 2);
  });

  it('keeps no result that nothing holds', async () => {
    let made = 0;
    const get = memoized((key: number) => ({ key, made: ++made }));
    const held = get(0);
    for (let key = 1; key <= 1000; key++) get(key);
    // A WeakRef keeps its target until the task ends that made it.
    await new Promise((resolve) => setTimeout(resolve));
    collect();
    get(1);
    assert.equal(made, 1002);
    assert.equal(get(0), held);
  });
});
