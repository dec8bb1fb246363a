import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';

const both = ['microphone', 'screen_share_audio', 'camera', 'screen_share'];

/** A live stream with a host and two viewers. */
async function stream() {
  const world = await startEngine();
  const join = (identity: string, more: object = {}) =>
    world.join(identity, { type: 'live_stream', ...more });
  const host = await join('host', { role: 'host' });
  const [ada, bob] = [await join('ada'), await join('bob')];
  const room = async (who = host) => (await who.as('GET', '')).json;
  const names = async (who = host) =>
    (await room(who)).stage.map(({ identity }: { identity: string }) => identity);
  const bring = async (identity: string, guest: typeof host) => {
    const { json } = await host.as('POST', `/stage/${identity}`);
    return guest.as('POST', `/stage/invitations/${json.invitation_id}/accept`);
  };
  const ended = () => world.livekit.pushes.filter(({ type }) => type === '_live_ended');
  return { ...world, join, host, ada, bob, room, names, bring, ended };
}

describe('a live stream', () => {
  it('has the host on stage, and no seats whatever the mint asks for', async () => {
    const { join, call, session } = await startEngine();
    const layout = { seat_count: 4, seat_mode: 'request', host_seat: 2, mode_id: 'x' };
    const { minted } = await join('host', { type: 'live_stream', role: 'host', ...layout });
    const { role, room, features } = minted;
    assert.deepEqual([role, room.type, room.seats, room.live], ['host', 'live_stream', undefined, false]);
    assert.deepEqual(
      room.stage.map(({ identity, role }: { identity: string; role: string }) => [identity, role]),
      [['host', 'host']],
    );
    assert.deepEqual(features, ['stage', 'chat', 'data', 'audience']);
    const other = { room_name: 'lobby', identity: 'eve', session_id: session('eve'), type: 'audio_room' };
    const { status, json } = await call('POST', '/token', { body: other });
    assert.deepEqual([status, json.code], [409, 'wrong_product_type']);
  });

  it('takes the first claim of a host, and clamps a second one to the audience', async () => {
    const { join } = await stream();
    const { minted } = await join('eve', { role: 'host' });
    assert.deepEqual([minted.role, minted.room.owner], ['audience', 'host']);
  });

  it('takes any number of viewers', async () => {
    const { join, host } = await stream();
    for (let index = 0; index < 120; index++) await join(`viewer${index}`);
    assert.equal((await host.as('GET', '')).json.participant_count, 123);
  });

  it('permits nothing to be published before it is live, and then to the host alone', async () => {
    const { host, livekit, engine } = await stream();
    assert.deepEqual(livekit.permission('host'), []);
    await host.as('POST', '/live/start');
    await engine.idle();
    assert.deepEqual(livekit.permission('host'), both);
    assert.deepEqual(livekit.permission('ada'), []);
  });

  it('keeps the time at which it went live, when the host starts again and for those who come later', async () => {
    const { host, clock, join, livekit, engine } = await stream();
    const { json } = await host.as('POST', '/live/start');
    assert.deepEqual([json.live, json.live_started_at], [true, new Date(clock.now()).toISOString()]);
    await clock.pass(40_000);
    const again = await host.as('POST', '/live/start');
    assert.equal(again.json.live_started_at, json.live_started_at);
    const { minted } = await join('late');
    assert.equal(minted.room.live_started_at, json.live_started_at);
    await engine.idle();
    assert.equal(JSON.parse(livekit.room.metadata)._stage.live_started_at, json.live_started_at);
  });

  it('that the host ends is told once, and every permission is taken away', async () => {
    const { host, ada, bring, livekit, engine, ended } = await stream();
    await host.as('POST', '/live/start');
    await bring('ada', ada);
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), both);
    const { json } = await host.as('POST', '/live/end');
    assert.deepEqual([json.live, json.live_started_at], [false, null]);
    await host.as('POST', '/live/end');
    await engine.idle();
    assert.deepEqual([livekit.permission('host'), livekit.permission('ada')], [[], []]);
    assert.deepEqual(
      ended().map((each) => (each as unknown as { reason: string }).reason),
      ['ended'],
    );
  });

  it('goes on while its host is away, and ends after a minute, told once with its reason', async () => {
    const { host, livekit, engine, clock, room, ada, ended } = await stream();
    await host.as('POST', '/live/start');
    livekit.drop('host');
    await engine.reconcile('1234567890', 'lobby');
    const away = await room(ada);
    assert.deepEqual([away.live, away.stage[0].identity, away.stage[0].away], [true, 'host', true]);
    await clock.pass(59_000);
    assert.deepEqual([(await room(ada)).live, ended()], [true, []]);
    await clock.pass(2_000);
    await engine.idle();
    const over = await room(ada);
    assert.deepEqual([over.live, over.stage], [false, []]);
    assert.deepEqual(
      ended().map((each) => (each as unknown as { reason: string }).reason),
      ['host_away'],
    );
  });

  it('goes on where its host is back within the minute, with the same time', async () => {
    const { host, livekit, engine, clock, join, ended } = await stream();
    const { json } = await host.as('POST', '/live/start');
    livekit.drop('host');
    await engine.reconcile('1234567890', 'lobby');
    await clock.pass(30_000);
    const { minted } = await join('host', { role: 'host' });
    assert.deepEqual(
      [minted.role, minted.room.live, minted.room.live_started_at],
      ['host', true, json.live_started_at],
    );
    await clock.pass(60_000);
    assert.deepEqual(ended(), []);
  });

  it('ends at once where its host leaves', async () => {
    const { host, ended, engine, ada, room } = await stream();
    await host.as('POST', '/live/start');
    await host.as('POST', '/leave');
    await engine.idle();
    assert.equal((await room(ada)).live, false);
    assert.deepEqual(
      ended().map((each) => (each as unknown as { reason: string }).reason),
      ['host_left'],
    );
  });
});

describe('the stage', () => {
  it('has its guests in the order in which they came, and they publish while the stream is live', async () => {
    const { host, ada, bob, bring, names, livekit, engine } = await stream();
    await bring('bob', bob);
    await bring('ada', ada);
    assert.deepEqual(await names(), ['host', 'bob', 'ada']);
    await engine.idle();
    assert.deepEqual(livekit.permission('bob'), []);
    await host.as('POST', '/live/start');
    await engine.idle();
    assert.deepEqual(livekit.permission('bob'), both);
    const update = livekit.pushes.at(-1) as unknown as { type: string; count: number; live: boolean };
    assert.deepEqual([update.type, update.count, update.live], ['_stage_update', 3, true]);
  });

  it('keeps a request for those who come late, and tells host and admins of it', async () => {
    const { host, ada, bob, livekit, engine, room, names } = await stream();
    await host.as('PUT', '/participants/bob/role', { role: 'admin' });
    await engine.idle();
    livekit.sent.length = 0;
    const { json } = await ada.as('POST', '/stage/request');
    await engine.idle();
    assert.deepEqual(
      livekit.sent.map(({ to, message }) => [to, message['type'], message['identity']]),
      [[['bob', 'host', 'ada'], '_stage_request', 'ada']],
    );
    const seen = async (who: typeof host) => (await room(who)).requests.map(({ id }: { id: string }) => id);
    assert.deepEqual(
      [await seen(host), await seen(bob), await seen(ada)],
      [[json.request_id], [json.request_id], [json.request_id]],
    );
    const approved = await bob.as('POST', '/stage/requests/ada/approve');
    assert.equal(approved.status, 200);
    assert.deepEqual(await names(), ['host', 'ada']);
    assert.deepEqual(await seen(host), []);
  });

  it('takes a hundred requests, and refuses the hundred and first', async () => {
    const { join } = await stream();
    for (let index = 0; index < 100; index++)
      assert.equal((await (await join(`p${index}`)).as('POST', '/stage/request')).status, 200);
    const late = await join('late');
    const { status, json } = await late.as('POST', '/stage/request');
    assert.deepEqual([status, json.code], [409, 'requests_full']);
  });

  it('takes a request once, and no request of a guest', async () => {
    const { ada, bring } = await stream();
    await ada.as('POST', '/stage/request');
    assert.equal((await ada.as('POST', '/stage/request')).json.code, 'already_requested');
    assert.equal((await ada.as('DELETE', '/stage/request')).status, 204);
    await bring('ada', ada);
    assert.equal((await ada.as('POST', '/stage/request')).json.code, 'already_on_stage');
  });

  it('drops the request and the invitation of a viewer who leaves', async () => {
    const { host, ada, room, engine, livekit } = await stream();
    await ada.as('POST', '/stage/request');
    const { json } = await host.as('POST', '/stage/ada');
    await ada.as('POST', '/leave');
    await engine.idle();
    assert.deepEqual((await room()).queue, []);
    const types = livekit.sent.map(({ message }) => [message['type'], message['expired'] ?? false]);
    assert.deepEqual(types.slice(-2), [
      ['_stage_request_cancelled', false],
      ['_stage_invitation_declined', true],
    ]);
    const back = await host.as('POST', '/stage/ada');
    assert.equal(back.json.code, 'not_found', JSON.stringify(json));
  });

  it('is left by a guest, and by one who is removed; then nothing may be published', async () => {
    const { host, ada, bob, bring, names, livekit, engine } = await stream();
    await host.as('POST', '/live/start');
    await bring('ada', ada);
    await bring('bob', bob);
    await ada.as('POST', '/stage/leave');
    assert.equal((await host.as('DELETE', '/stage/bob')).status, 200);
    assert.deepEqual(await names(), ['host']);
    await engine.idle();
    assert.deepEqual([livekit.permission('ada'), livekit.permission('bob')], [[], []]);
  });

  it('is never for an admin: neither by an invitation, nor by a promotion on stage', async () => {
    const { host, ada, bob, bring, names } = await stream();
    await host.as('PUT', '/participants/ada/role', { role: 'admin' });
    assert.equal((await host.as('POST', '/stage/ada')).json.code, 'forbidden_role');
    assert.equal((await ada.as('POST', '/stage/request')).json.code, 'forbidden_role');
    await bring('bob', bob);
    await host.as('PUT', '/participants/bob/role', { role: 'admin' });
    assert.deepEqual(await names(), ['host']);
    const seat = await host.as('PUT', '/participants/bob/role', { role: 'speaker' });
    assert.deepEqual([seat.status, seat.json.field], [422, 'role']);
  });

  it('drops the invitation of a viewer who becomes an admin', async () => {
    const { host, ada } = await stream();
    const { json } = await host.as('POST', '/stage/ada');
    await host.as('PUT', '/participants/ada/role', { role: 'admin' });
    const accepted = await ada.as('POST', `/stage/invitations/${json.invitation_id}/accept`);
    assert.equal(accepted.json.code, 'invite_expired');
  });

  it('loses the sources that a moderator mutes, sound or picture, and the mute outlives a leave', async () => {
    const { host, ada, bring, livekit, engine, join, room } = await stream();
    await host.as('POST', '/live/start');
    await bring('ada', ada);
    await host.as('PUT', '/participants/ada/mute', { video: true, muted: true });
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), ['microphone', 'screen_share_audio']);
    await host.as('PUT', '/participants/ada/mute', { audio: true, muted: true });
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), []);
    const [, guest] = (await room()).stage;
    assert.deepEqual([guest.muted, guest.video_muted], [true, true]);
    await ada.as('POST', '/leave');
    await bring('ada', await join('ada'));
    await host.as('PUT', '/participants/ada/mute', { video: true, muted: false });
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), ['camera', 'screen_share']);
  });
});

describe('the viewers of a live stream', () => {
  const hidden = (livekit: Awaited<ReturnType<typeof stream>>['livekit'], identity: string) =>
    livekit.room.people.get(identity)?.hidden;

  it('are hidden, also in their tokens; host and admins are not', async () => {
    const { livekit, host, engine } = await stream();
    assert.deepEqual([hidden(livekit, 'host'), hidden(livekit, 'ada')], [false, true]);
    await host.as('PUT', '/participants/ada/role', { role: 'admin' });
    await engine.idle();
    assert.equal(hidden(livekit, 'ada'), false);
  });

  it('are shown when they come on stage, and never hidden again: neither after the stage nor after a leave', async () => {
    const { livekit, ada, bring, join, engine } = await stream();
    await bring('ada', ada);
    await engine.idle();
    assert.equal(hidden(livekit, 'ada'), false);
    await ada.as('POST', '/stage/leave');
    await engine.reconcile('1234567890', 'lobby');
    assert.equal(hidden(livekit, 'ada'), false);
    await ada.as('POST', '/leave');
    livekit.drop('ada');
    await join('ada');
    assert.equal(hidden(livekit, 'ada'), false);
    assert.deepEqual(livekit.ghosts, []);
  });

  it('who use a visible token are left visible, and noted so', async () => {
    const { livekit, engine, stored } = await stream();
    livekit.join('ada', { hidden: false });
    await engine.reconcile('1234567890', 'lobby');
    await engine.idle();
    assert.deepEqual([hidden(livekit, 'ada'), livekit.ghosts], [false, []]);
    assert.equal((await stored('lobby', ['ada']))?.people[0]?.shown, true);
  });

  it('who use an old hidden token on stage are made visible at the next look', async () => {
    const { livekit, engine, ada, bring } = await stream();
    await bring('ada', ada);
    await engine.idle();
    livekit.join('ada', { hidden: true });
    await engine.reconcile('1234567890', 'lobby');
    assert.equal(hidden(livekit, 'ada'), false);
  });

  it('whom the engine did not let in are removed without being shown', async () => {
    const { livekit, engine } = await stream();
    livekit.join('stranger', { hidden: true });
    await engine.reconcile('1234567890', 'lobby');
    assert.equal(livekit.room.people.has('stranger'), false);
    const writes = livekit.log.filter((each) => each.includes('stranger'));
    assert.deepEqual(writes, ['update stranger may listen', 'remove stranger']);
  });

  it('can write, ask, and be moderated', async () => {
    const { host, ada } = await stream();
    const message = { text: 'Hello', message_id: 'message-of-a-viewer' };
    assert.equal((await ada.as('POST', '/chat', message)).status, 200);
    assert.equal((await host.as('PUT', '/participants/ada/mute', { muted: true })).status, 204);
    assert.equal((await host.as('DELETE', '/participants/ada')).status, 204);
    assert.equal((await ada.as('GET', '')).json.code, 'kicked');
  });

  it('are paged by host and admins, newest first, and others see themselves and the stage', async () => {
    const { host, ada, join, clock } = await stream();
    for (let index = 0; index < 60; index++) {
      await clock.pass(1);
      await join(`v${index}`);
    }
    const page = async (who: typeof host, query: string) =>
      (await who.as('GET', `/participants/by-role?role=audience&order=newest${query}`)).json;
    const first = await page(host, '');
    assert.deepEqual(
      [first.participants.length, first.participants[0].identity, first.total],
      [50, 'v59', 62],
    );
    // A newcomer does not shift the next page.
    await join('late');
    const second = await page(host, `&cursor=${first.next}`);
    assert.deepEqual(
      [second.participants.length, second.participants[0].identity, second.next],
      [12, 'v9', null],
    );
    const mine = (await page(ada, '')).participants.map(({ identity }: { identity: string }) => identity);
    assert.deepEqual(mine, ['ada']);
    const listed = (await ada.as('GET', '/participants')).json.participants;
    assert.deepEqual(listed.map(({ identity }: { identity: string }) => identity).sort(), ['ada', 'host']);
    assert.equal((await ada.as('GET', '/participants/bob')).json.code, 'not_found');
    assert.equal((await host.as('GET', '/participants/bob')).status, 200);
  });

  it('who ask for the stage are named to host and admins alone', async () => {
    const { ada, bob, room } = await stream();
    await ada.as('POST', '/stage/request');
    const named = async (who: typeof ada) =>
      (await room(who)).participants.map(({ identity }: { identity: string }) => identity).sort();
    assert.deepEqual(await named(bob), ['bob', 'host']);
  });
});
