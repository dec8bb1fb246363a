import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Attempt } from './lifetime.ts';

const over = new Error('over');

describe('an attempt', () => {
  it('undoes what was begun in it when it ends, last first, once', async () => {
    const attempt = new Attempt();
    const undone: string[] = [];
    attempt.own('a', (thing) => undone.push(thing));
    attempt.own('b', (thing) => undone.push(thing));
    await Promise.all([attempt.end(over), attempt.end(over)]);
    assert.deepEqual(undone, ['b', 'a']);
  });

  it('that has ended gives back at once what comes too late, and throws the reason', () => {
    const attempt = Attempt.over(over);
    let back = '';
    assert.throws(() => attempt.own('track', (thing) => (back = thing)), over);
    assert.equal(back, 'track');
  });

  it('undoes the rest when one undo throws, and waits for those that take time', async () => {
    const attempt = new Attempt();
    let closed = false;
    attempt.until(async () => {
      await Promise.resolve();
      closed = true;
    });
    attempt.until(() => {
      throw new Error('broken');
    });
    await attempt.end(over);
    assert.equal(closed, true);
  });

  it('ends what is inside it, and is not ended by it', async () => {
    const outer = new Attempt();
    const [one, other] = [outer.inner(), outer.inner()];
    await one.end(over);
    assert.deepEqual([outer.ended, other.ended], [false, false]);
    await outer.end(over);
    assert.equal(other.ended, true);
    assert.equal(outer.inner().ended, true);
  });

  it('waits for a promise no longer than it lasts', async () => {
    const attempt = new Attempt();
    const waiting = attempt.during(new Promise(() => {}));
    void attempt.end(over);
    await assert.rejects(waiting, over);
    assert.equal(await new Attempt().during(Promise.resolve(1)), 1);
  });
});
