import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';

const lobby = { room_name: 'lobby' };

async function house() {
  const world = await startEngine();
  const host = await world.join('host', { role: 'host' });
  const ada = await world.join('ada');
  await ada.as('POST', '/seats/1/take');
  await world.engine.idle();
  const ban = (more: object = {}) => host.as('POST', '/../ban', { identity: 'ada', ...lobby, ...more });
  const mint = (more: object = {}) =>
    world.call('POST', '/token', {
      body: { identity: 'ada', session_id: 'z'.repeat(32), ...lobby, ...more },
    });
  return { ...world, host, ada, ban, mint };
}

describe('a ban', () => {
  it('takes the grant and says why before it removes, then frees the seat', async () => {
    const { ban, engine, livekit, session, host } = await house();
    livekit.log.length = 0;
    const { json } = await ban({ reason: 'Shouting', duration: 60 });
    const until = '2026-01-01T00:01:00.000Z';
    assert.deepEqual(json, {
      identity: 'ada',
      room_name: 'lobby',
      reason: 'Shouting',
      at: '2026-01-01T00:00:00.000Z',
      until,
    });
    await engine.idle();
    assert.deepEqual(livekit.log, [
      'send _banned to ada',
      'update ada may listen',
      'remove ada',
      'metadata',
      'push _seat_update',
    ]);
    const { epoch } = (await host.as('GET', '')).json;
    const { message } = livekit.sent.at(-1)!;
    assert.deepEqual(
      { ...message, rev: undefined },
      {
        type: '_banned',
        epoch,
        rev: undefined,
        reason: 'Shouting',
        expires_at: until,
        session_id: session('ada'),
      },
    );
    assert.equal((await host.as('GET', '/seats')).json.seats[1].occupant_identity, null);
  });

  it('closes every door, and tells the proven person what for and until when', async () => {
    const { ban, ada, mint, session, call } = await house();
    await ban({ reason: 'Shouting', duration: 60 });
    const until = '2026-01-01T00:01:00.000Z';
    const told = (json: Record<string, unknown>) => [json['code'], json['reason'], json['until']];
    assert.deepEqual(told((await ada.as('GET', '')).json), ['banned', 'Shouting', until]);
    const refresh = await call('POST', '/auth/refresh', { bearer: ada.bearer });
    assert.deepEqual(told(refresh.json), ['banned', 'Shouting', until]);
    // The same tab is the same person; somebody who only says the name is not told what for.
    assert.deepEqual(told((await mint({ session_id: session('ada') })).json), ['banned', 'Shouting', until]);
    assert.deepEqual(told((await mint()).json), ['banned', undefined, undefined]);
  });

  it('of an admin takes what they were given, also while they are not there', async () => {
    const { ban, host, mint, call, stored } = await house();
    const promote = () => host.as('PUT', '/participants/ada/role', { role: 'admin' });
    const back = async () => {
      await host.as('DELETE', '/../ban', { identity: 'ada', ...lobby });
      return (await mint()).json;
    };
    await promote();
    await ban();
    const { role, user_token } = await back();
    await promote();
    await call('POST', '/rooms/lobby/leave', { bearer: user_token });
    assert.equal((await stored('lobby', ['ada']))!.people[0]?.presence, 'absent');
    await ban();
    assert.deepEqual([role, (await back()).role], ['listener', 'listener']);
  });

  it('outlives the room and the engine, and ends by its time', async () => {
    const { ban, host, mint, store, clock } = await house();
    await ban({ duration: 3600 });
    await host.as('DELETE', '');
    assert.equal((await mint()).json.code, 'banned');
    const next = await startEngine({ store });
    const again = () =>
      next.call('POST', '/token', { body: { identity: 'ada', session_id: 'y'.repeat(32), ...lobby } });
    assert.equal((await again()).json.code, 'banned');
    await next.clock.pass(3_600_001);
    assert.equal((await again()).status, 200);
    assert.ok(clock);
  });

  it('is lifted by a host, who sees the list, newest first, in pages', async () => {
    const { ban, host, mint, clock, join } = await house();
    await ban();
    await clock.pass(1000);
    await ban({ identity: 'eve', reason: 'Spam' });
    const list = async (query = '', who = host) =>
      (await who.as('GET', `/../bans?room_name=lobby${query}`)).json;
    const { bans, total } = await list();
    assert.deepEqual([bans.map((each: { identity: string }) => each.identity), total], [['eve', 'ada'], 2]);
    assert.deepEqual((await list('&page=2&per_page=1')).bans[0].identity, 'ada');
    assert.deepEqual((await list('', await join('bob'))).bans, []);
    assert.equal((await host.as('DELETE', '/../ban', { identity: 'ada', ...lobby })).status, 204);
    assert.equal((await mint()).status, 200);
  });

  it('is of the bearer’s own room, and never of the whole project', async () => {
    const { host } = await house();
    const other = await host.as('POST', '/../ban', { identity: 'ada', room_name: 'other' });
    assert.equal(other.json.code, 'not_joined');
    const all = await host.as('POST', '/../ban', { identity: 'ada' });
    assert.deepEqual([all.status, all.json.field], [403, 'room_name']);
  });

  it('is told to the media server in the end, when that was away', async () => {
    const { ban, engine, livekit, clock } = await house();
    livekit.down = true;
    await ban();
    await engine.idle();
    livekit.down = false;
    await clock.pass(2_500);
    await engine.idle();
    assert.equal(livekit.room.people.has('ada'), false);
  });
});

describe('a kick', () => {
  it('that the media server does not answer takes no message of the others with it', async () => {
    const { host, engine, livekit } = await house();
    const update = livekit.update.bind(livekit);
    let answer = () => {};
    const gate = new Promise<void>((resolve) => (answer = resolve));
    livekit.update = async (room, identity, want) => {
      await gate;
      if (identity === 'ada') throw new Error('no answer in time');
      await update(room, identity, want);
    };
    await host.as('PUT', '/participants/me', { name: 'Host' });
    // Both wait in line now, and go out together.
    await host.as('DELETE', '/participants/ada');
    await host.as('POST', '/chat', { text: 'Where were we?', message_id: 'a-message-of-this-test' });
    answer();
    await engine.idle();
    assert.equal(livekit.pushes.filter((each) => 'roomChat' in each).length, 1);
  });

  it('removes with its reason, and keeps out for half a minute', async () => {
    const { host, mint, engine, livekit, clock, ada } = await house();
    livekit.log.length = 0;
    assert.equal((await host.as('DELETE', '/participants/ada')).status, 204);
    await engine.idle();
    assert.deepEqual(livekit.log.slice(0, 2), ['update ada may listen', 'remove ada']);
    assert.equal((await ada.as('GET', '')).json.code, 'kicked');
    assert.equal((await mint()).json.code, 'kicked');
    await clock.pass(30_001);
    assert.equal((await mint()).status, 200);
  });
});
