import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SerialQueue } from './serial-queue.ts';

describe('a serial queue', () => {
  it('does one thing after another for a key, and keys do not wait for each other', async () => {
    const lines = new SerialQueue();
    const told: string[] = [];
    const { promise: gate, resolve: open } = deferred();
    void lines.run('a', () => gate.then(() => void told.push('a1')));
    void lines.run('a', async () => void told.push('a2'));
    await lines.run('b', async () => void told.push('b1'));
    open();
    await lines.idle();
    assert.deepEqual(told, ['b1', 'a1', 'a2']);
  });

  it('goes on after a failure, which only its caller hears of', async () => {
    const lines = new SerialQueue();
    const failing = lines.run('a', () => Promise.reject(new Error('down')));
    const next = lines.run('a', async () => 'done');
    await assert.rejects(failing, /down/);
    assert.equal(await next, 'done');
    await lines.idle();
  });
});

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
