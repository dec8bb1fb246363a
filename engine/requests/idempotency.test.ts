import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';

describe('an idempotency key', () => {
  const key = { 'idempotency-key': 'a-key-of-one-act-0001' };

  it('gives the first answer again, and nothing happens twice', async () => {
    const { join, livekit } = await startEngine();
    const { as } = await join('ada');
    const first = await as('POST', '/seats/0/take', {}, key);
    await as('POST', '/seats/leave');
    const again = await as('POST', '/seats/0/take', {}, key);
    assert.deepEqual(again.json, first.json);
    assert.equal(JSON.parse(livekit.room.metadata)._seats.seats[0].identity, null);
  });

  it('opens nothing to who has been banned since', async () => {
    const { join } = await startEngine();
    const [host, ada] = [await join('host', { role: 'host' }), await join('ada')];
    await ada.as('POST', '/seats/1/take', {}, key);
    await host.as('POST', '/../ban', { identity: 'ada', room_name: 'lobby' });
    assert.equal((await ada.as('POST', '/seats/1/take', {}, key)).json.code, 'banned');
  });

  it('gives a refusal again', async () => {
    const { join } = await startEngine();
    const [ada, bob] = [await join('ada'), await join('bob')];
    await ada.as('POST', '/seats/0/take');
    assert.equal((await bob.as('POST', '/seats/0/take', {}, key)).json.code, 'seat_taken');
    await ada.as('POST', '/seats/leave');
    assert.equal((await bob.as('POST', '/seats/0/take', {}, key)).json.code, 'seat_taken');
  });

  it('with another body is 422', async () => {
    const { join } = await startEngine();
    const { as } = await join('ada');
    await as('PUT', '/participants/me', { name: 'Ada' }, key);
    const { status, json } = await as('PUT', '/participants/me', { name: 'Eve' }, key);
    assert.deepEqual([status, json.field], [422, 'Idempotency-Key']);
  });

  it('of somebody else is another key', async () => {
    const { join } = await startEngine();
    const [ada, bob] = [await join('ada'), await join('bob')];
    await ada.as('POST', '/seats/leave', {}, key);
    assert.equal((await bob.as('POST', '/seats/leave', { other: 1 }, key)).status, 200);
  });

  it('is forgotten after ten minutes', async () => {
    const { join, clock } = await startEngine();
    const { as } = await join('ada');
    await as('PUT', '/participants/me', { name: 'Ada' }, key);
    await clock.pass(601_000);
    assert.equal((await as('PUT', '/participants/me', { name: 'Eve' }, key)).status, 200);
  });

  it('is not looked up before the bearer is', async () => {
    const { join, call } = await startEngine();
    const { as, bearer } = await join('ada');
    await as('POST', '/seats/0/take', {}, key);
    const stolen = { bearer: `${bearer}x`, headers: key };
    assert.equal((await call('POST', '/rooms/lobby/seats/0/take', stolen)).json.code, 'unauthenticated');
  });
});
