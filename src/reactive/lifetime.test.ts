import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Lifetime } from './lifetime.ts';

const over = new Error('over');

describe('an attempt', () => {
  it('undoes what was begun in it when it ends, last first, once', async () => {
    const attempt = new Lifetime();
    const undone: string[] = [];
    attempt.own('a', (thing) => undone.push(thing));
    attempt.own('b', (thing) => undone.push(thing));
    await Promise.all([attempt.end(over), attempt.end(over)]);
    assert.deepEqual(undone, ['b', 'a']);
  });

  it('that has ended gives back at once what comes too late, and throws the reason', () => {
    const attempt = Lifetime.endedWith(over);
    let back = '';
    assert.throws(() => attempt.own('track', (thing) => (back = thing)), over);
    assert.equal(back, 'track');
  });

  it('undoes the rest when one undo throws, and waits for those that take time', async () => {
    const attempt = new Lifetime();
    let closed = false;
    attempt.onEnd(async () => {
      await Promise.resolve();
      closed = true;
    });
    attempt.onEnd(() => {
      throw new Error('broken');
    });
    await attempt.end(over);
    assert.equal(closed, true);
  });

  it('ends what is inside it, and is not ended by it', async () => {
    const outer = new Lifetime();
    const [one, other] = [outer.child(), outer.child()];
    await one.end(over);
    assert.deepEqual([outer.ended, other.ended], [false, false]);
    await outer.end(over);
    assert.equal(other.ended, true);
    assert.equal(outer.child().ended, true);
  });

  it('waits for a promise no longer than it lasts', async () => {
    const attempt = new Lifetime();
    const waiting = attempt.waitFor(new Promise(() => {}));
    void attempt.end(over);
    await assert.rejects(waiting, over);
    assert.equal(await new Lifetime().waitFor(Promise.resolve(1)), 1);
  });
});
