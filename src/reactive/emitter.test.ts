import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reportedIn } from '../../test/support/journey/reported.ts';
import { Emitter } from './emitter.ts';

interface Events {
  first: number;
  secondThing: string;
}

describe('the hub', () => {
  it('tells what a listener sets off after everyone has heard what set it off', () => {
    const hub = new Emitter<Events>();
    const heard: string[] = [];
    hub.on('first', () => hub.emit('secondThing', 'x'));
    hub.on('first', (detail) => heard.push(`first ${detail}`));
    hub.on('secondThing', (detail) => heard.push(`second ${detail}`));
    hub.emit('first', 1);
    assert.deepEqual(heard, ['first 1', 'second x']);
  });

  it('does all of a change before telling any of it, also when the change throws', () => {
    const hub = new Emitter<Events>();
    let done = false;
    const seen: boolean[] = [];
    hub.on('first', () => seen.push(done));
    assert.throws(() =>
      hub.batch(() => {
        hub.emit('first', 1);
        done = true;
        throw new Error('half way');
      }),
    );
    assert.deepEqual(seen, [true]);
  });

  it('goes on after a listener that throws, and reports it as the DOM does', async () => {
    const hub = new Emitter<Events>();
    let heard = 0;
    hub.on('first', () => {
      throw new Error('mine');
    });
    hub.on('first', () => heard++);
    const reported = await reportedIn(() => hub.emit('first', 1));
    assert.equal(heard, 1);
    assert.deepEqual(reported.map(String), ['Error: mine']);
  });

  it('tells listeners, one object of callbacks and the DOM alike', () => {
    const hub = new Emitter<Events>();
    const heard: string[] = [];
    const target = new EventTarget();
    target.addEventListener('utd-second-thing', (event) =>
      heard.push(`dom ${(event as CustomEvent).detail}`),
    );
    const stopDom = hub.forwardTo(target);
    const stop = hub.on('secondThing', (detail) => heard.push(`on ${detail}`));
    hub.setEventHandler({ onSecondThing: (detail) => heard.push(`handler ${detail}`) });
    hub.emit('secondThing', 'a');
    assert.deepEqual(heard, ['on a', 'dom a', 'handler a']);
    stop();
    stopDom();
    hub.setEventHandler(null);
    hub.emit('secondThing', 'b');
    assert.equal(heard.length, 3);
  });
});
