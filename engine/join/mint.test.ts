import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { startEngine } from '../../test/support/journey/engine.ts';

describe('a media token', () => {
  it('lets one person listen in one incarnation, for two minutes, and nothing else', async () => {
    const { join, livekit, clock } = await startEngine();
    const { minted } = await join('ada', { name: 'Ada', role: 'host' });
    const { video, exp, sub } = decodeJwt<{ video: Record<string, unknown> }>(minted.token);
    assert.equal(sub, 'ada');
    assert.equal(exp, Math.floor(clock.now() / 1000) + 120);
    assert.notEqual(video['room'], 'lobby');
    assert.equal(video['room'], [...livekit.rooms.keys()][0]);
    const yes = Object.keys(video).filter((grant) => video[grant] === true);
    assert.deepEqual(yes.sort(), ['canSubscribe', 'roomJoin']);
  });
});

describe('an anonymous person', () => {
  const guest = (more: object = {}) => ({ room_name: 'lobby', session_id: 'guest'.padEnd(32, '0'), ...more });

  it('gets an identity and a name, and comes back as the same with the secret', async () => {
    const { call } = await startEngine();
    const { json: first } = await call('POST', '/token', { body: guest() });
    assert.match(first.identity, /^anon_/);
    assert.match(first.name, /^Guest \d{4}$/);
    const { json: again } = await call('POST', '/token', { body: guest({ resume: first.resume }) });
    assert.deepEqual([again.identity, again.name], [first.identity, first.name]);
    const { json: other } = await call('POST', '/token', {
      body: guest({ resume: 'made-up', session_id: 'x'.repeat(32) }),
    });
    assert.notEqual(other.identity, first.identity);
  });

  it('cannot name itself as the engine names people', async () => {
    const { call } = await startEngine();
    const { status } = await call('POST', '/token', { body: guest({ identity: 'anon_0123' }) });
    assert.equal(status, 422);
  });
});

describe('ownership', () => {
  it('is the first valid claim’s; a later one is clamped and no error', async () => {
    const { join } = await startEngine();
    assert.equal((await join('ada', { role: 'host' })).minted.role, 'host');
    assert.equal((await join('eve', { role: 'host' })).minted.role, 'listener');
    assert.equal((await join('ada', { role: 'host' })).minted.role, 'host');
  });

  it('is not claimed for somebody else', async () => {
    const { join } = await startEngine();
    assert.equal((await join('eve', { role: 'host', room_owner_id: 'ada' })).minted.role, 'listener');
  });

  it('and the layout: seats are set when the room is made, and ignored from others later', async () => {
    const { join } = await startEngine();
    assert.equal((await join('ada', { seat_count: 3 })).minted.room.count, 3);
    assert.equal((await join('eve', { seat_count: 50 })).minted.room.count, 3);
  });
});

describe('another session of the same person', () => {
  it('takes over: the old one is told before, and the seat goes along', async () => {
    const { join, livekit, engine } = await startEngine();
    const old = await join('ada');
    await old.as('POST', '/seats/2/take');
    await engine.idle();
    await join('ada', { session_id: 'elsewhere'.padEnd(32, '0') });
    assert.ok(livekit.log.indexOf('update ada may listen') >= 0);
    assert.ok(!livekit.log.includes('remove ada'));
    const { status, json } = await old.as('GET', '');
    assert.deepEqual([status, json.code], [409, 'signed_in_elsewhere']);
  });

  it('twice within ten seconds is refused with the time to wait', async () => {
    const { call, join } = await startEngine();
    await join('ada');
    await join('ada', { session_id: 'b'.repeat(32) });
    const body = { identity: 'ada', room_name: 'lobby', session_id: 'c'.repeat(32) };
    const { status, json } = await call('POST', '/token', { body });
    assert.deepEqual([status, json.code], [429, 'takeover_cooldown']);
    assert.ok(json.retry_after >= 1 && json.retry_after <= 10);
  });

  it('with the session id of another person acts as itself, and leaves the other alone', async () => {
    const { join } = await startEngine();
    const shared = { session_id: 's'.repeat(32) };
    const [ada, eve] = [await join('ada', shared), await join('eve', shared)];
    await ada.as('POST', '/seats/1/take');
    const { json } = await eve.as('POST', '/seats/2/take');
    assert.deepEqual([json.seats[1].occupant_identity, json.seats[2].occupant_identity], ['ada', 'eve']);
  });

  it('is not the same one coming back, however often', async () => {
    const { join } = await startEngine();
    for (let tries = 0; tries < 5; tries++) await join('ada');
  });
});
