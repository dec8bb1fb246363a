import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryBus, type Address } from './bus.ts';

const ada: Address = { app: '1', identity: 'ada', channel: 'devices' };

describe('a bus', () => {
  it('carries a message to every subscriber of the address, and to no other', () => {
    const bus = new MemoryBus();
    const got: string[] = [];
    bus.subscribe(ada, ({ frame }) => got.push(`one ${frame}`));
    bus.subscribe(ada, ({ frame }) => got.push(`two ${frame}`));
    bus.subscribe({ ...ada, app: '2' }, () => got.push('of another app'));
    bus.subscribe({ ...ada, identity: 'bob' }, () => got.push('of another person'));
    bus.subscribe({ ...ada, channel: 'presence' }, () => got.push('of a watcher'));
    bus.publish(ada, { frame: 'hello' });
    assert.deepEqual(got, ['one hello', 'two hello']);
  });

  it('forgets an address with its last subscription', () => {
    const bus = new MemoryBus();
    const ends = [bus.subscribe(ada, () => {}), bus.subscribe(ada, () => {})];
    for (const end of ends) end();
    // An end that comes twice ends no later subscription.
    bus.subscribe(ada, () => {});
    ends[0]!();
    assert.equal(bus.size, 1);
  });

  it('lets a handler end its subscription', () => {
    const bus = new MemoryBus();
    let got = 0;
    const end = bus.subscribe(ada, () => {
      got++;
      end();
    });
    bus.publish(ada, {});
    bus.publish(ada, {});
    assert.deepEqual([got, bus.size], [1, 0]);
  });
});
