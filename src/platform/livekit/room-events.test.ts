import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atEndOfTask } from './room-events.ts';

describe('What is told at the end of a task', () => {
  it('is told once, after all else, and again in the next one', async () => {
    const told: string[] = [];
    const people = atEndOfTask(() => told.push('people'), new AbortController().signal);
    people();
    people();
    told.push('interrupted');
    await Promise.resolve();
    people();
    await Promise.resolve();
    assert.deepEqual(told, ['interrupted', 'people', 'people']);
  });

  it('is not told when nobody listens any more', async () => {
    const told: string[] = [];
    const over = new AbortController();
    atEndOfTask(() => told.push('people'), over.signal)();
    over.abort();
    await Promise.resolve();
    assert.deepEqual(told, []);
  });
});
