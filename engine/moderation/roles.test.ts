import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';

async function house() {
  const world = await startEngine();
  const host = await world.join('host', { role: 'host', seat_count: 3 });
  const ada = await world.join('ada');
  await world.engine.idle();
  const make = (role: string, identity = 'ada') => host.as('PUT', `/participants/${identity}/role`, { role });
  const metadata = () => JSON.parse(world.livekit.room.people.get('ada')!.metadata);
  return { ...world, host, ada, make, metadata };
}

describe('a role', () => {
  it('is given by the owner, told to everybody, and written for those who join', async () => {
    const { make, engine, livekit, metadata, host } = await house();
    const { json } = await make('admin');
    assert.deepEqual(json, { identity: 'ada', role: 'admin', previous_role: 'listener' });
    await engine.idle();
    const { epoch, rev, version } = (await host.as('GET', '')).json;
    assert.deepEqual(livekit.pushes.at(-1), { type: '_role_change', ...json, epoch, rev, version });
    assert.equal(metadata().role, 'admin');
  });

  it('that is taken from a speaker takes seat and microphone first, before anybody is told', async () => {
    const { make, ada, engine, livekit, metadata } = await house();
    await ada.as('POST', '/seats/1/take');
    await engine.idle();
    livekit.log.length = 0;
    assert.equal((await make('listener')).json.previous_role, 'speaker');
    await engine.idle();
    assert.deepEqual(livekit.log, [
      'update ada may listen',
      'metadata',
      'push _seat_update',
      'push _role_change',
    ]);
    assert.deepEqual([livekit.permission('ada'), metadata().role], [[], 'listener']);
  });

  it('of a speaker brings a seat, where one is free', async () => {
    const { make, join, host } = await house();
    assert.equal((await make('speaker')).status, 200);
    const { seats } = (await host.as('GET', '/seats')).json;
    assert.equal(seats[1].occupant_identity, 'ada');
    await join('bob');
    await make('speaker', 'bob');
    await join('eve');
    assert.equal((await make('speaker', 'eve')).json.code, 'no_free_seat');
  });

  it('of an admin who is only a speaker again stays on the seat', async () => {
    const { make, ada } = await house();
    await ada.as('POST', '/seats/2/take');
    await make('admin');
    await make('speaker');
    assert.equal((await ada.as('GET', '/seats')).json.seats[2].role, 'speaker');
  });

  it('is refused where it is the same, of the host, and of nobody', async () => {
    const { make } = await house();
    assert.equal((await make('listener')).json.code, 'role_unchanged');
    assert.equal((await make('listener', 'host')).json.code, 'target_protected');
    assert.equal((await make('admin', 'nobody')).json.code, 'not_found');
    assert.equal((await make('host')).json.code, 'invalid_request');
  });
});

describe('a mute of a person', () => {
  it('takes the grant on a seat, and outlives leaving it and reloading', async () => {
    const { host, ada, engine, livekit, join } = await house();
    await ada.as('POST', '/seats/1/take');
    await host.as('PUT', '/participants/ada/mute', { muted: true });
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), []);
    await ada.as('POST', '/seats/leave');
    await join('ada');
    await ada.as('POST', '/seats/2/take');
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), []);
    await host.as('PUT', '/participants/ada/mute', { muted: false });
    await engine.idle();
    assert.equal(livekit.permission('ada')?.length, 1);
  });

  it('of somebody who sits nowhere waits for the seat', async () => {
    const { host, ada, engine, livekit } = await house();
    await host.as('PUT', '/participants/ada/mute', { audio: true, muted: true });
    await ada.as('POST', '/seats/1/take');
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), []);
  });

  it('of a picture is refused, as an audio room has none', async () => {
    const { host } = await house();
    const { json } = await host.as('PUT', '/participants/ada/mute', { video: true, muted: true });
    assert.equal(json.code, 'wrong_product_type');
  });
});
