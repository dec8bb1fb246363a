import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';
import { settled } from '../support/fakes/fake-clock.ts';
import { openStore } from '../../engine/store/store.ts';

describe('a room that ends while the media server does not answer', () => {
  it('is deleted there as soon as it answers', async () => {
    const { join, livekit, engine, clock } = await startEngine();
    const host = await join('host', { role: 'host' });
    await engine.idle();
    livekit.down = true;
    assert.equal((await host.as('DELETE', '')).status, 204);
    await engine.idle();
    assert.equal(livekit.rooms.size, 1);
    livekit.down = false;
    await clock.pass(6_000);
    await settled();
    assert.equal(livekit.rooms.size, 0);
  });

  it('is deleted there by the next engine, where this one dies', async () => {
    const store = await openStore(':memory:', () => {});
    const { join, livekit, engine } = await startEngine({ store });
    const host = await join('host', { role: 'host' });
    await engine.idle();
    livekit.down = true;
    await host.as('DELETE', '');
    await engine.idle();
    const { room } = livekit;
    livekit.down = false;
    const next = await startEngine({ store, livekit });
    await next.engine.idle();
    assert.equal(livekit.rooms.size, 0);
    assert.equal(JSON.parse(room.metadata).closed, true);
  });
});

describe('somebody who leaves the room', () => {
  it('loses the microphone at once, also where they stay connected', async () => {
    const { join, livekit, engine } = await startEngine();
    const ada = await join('ada');
    await join('bob');
    await ada.as('POST', '/seats/1/take');
    await engine.idle();
    await ada.as('POST', '/leave');
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), []);
  });

  it('and stays connected is told that it is over, and removed', async () => {
    const { join, livekit, clock } = await startEngine();
    const ada = await join('ada');
    await join('bob');
    await ada.as('POST', '/leave');
    const hers = livekit.room.people.get('ada')!;
    await clock.pass(6_000);
    assert.equal(JSON.parse(hers.metadata).exit.code, 'kicked');
    assert.deepEqual([...livekit.room.people.keys()], ['bob']);
  });

  it('gets the first answer again on a retry with the same key', async () => {
    const { join } = await startEngine();
    const { as } = await join('ada');
    const key = { 'idempotency-key': 'leaving-the-room-0001' };
    assert.equal((await as('POST', '/leave', {}, key)).status, 204);
    assert.equal((await as('POST', '/leave', {}, key)).status, 204);
  });
});
