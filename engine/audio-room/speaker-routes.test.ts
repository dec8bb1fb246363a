import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';

/** A room on request: a host, an admin, and two who listen. */
async function house() {
  const world = await startEngine();
  const host = await world.join('host', { role: 'host', seat_mode: 'request', seat_count: 4 });
  const admin = await world.join('admin');
  const [ada, bob] = [await world.join('ada'), await world.join('bob')];
  await host.as('PUT', '/participants/admin/role', { role: 'admin' });
  await world.engine.idle();
  world.livekit.sent.length = 0;
  const ask = async (who = ada, body: object = {}) =>
    (await who.as('POST', '/speakers/request', body)).json.request_id as string;
  const room = async (who = host) => (await who.as('GET', '')).json;
  return { ...world, host, admin, ada, bob, ask, room };
}

const seatOf = (room: { seats: { occupant_identity: string | null }[] }, identity: string) =>
  room.seats.findIndex((seat) => seat.occupant_identity === identity);

describe('a request to speak', () => {
  it('is told to host, admins and its asker, byte by byte, and stays for those who come later', async () => {
    const { ask, ada, bob, host, engine, livekit, room } = await house();
    const id = await ask(ada, { note: '  I have a question\u202e ' });
    await engine.idle();
    const { epoch, rev, version } = await room();
    assert.deepEqual(livekit.sent, [
      {
        to: ['admin', 'host', 'ada'],
        message: {
          type: '_speaker_request',
          request_id: id,
          identity: 'ada',
          name: 'ada',
          note: 'I have a question',
          created_at: '2026-01-01T00:00:00.000Z',
          epoch,
          rev,
          version,
        },
      },
    ]);
    const ids = async (who: typeof ada) => (await room(who)).requests.map((each: { id: string }) => each.id);
    assert.deepEqual([await ids(host), await ids(ada), await ids(bob)], [[id], [id], []]);
    assert.deepEqual((await room(bob)).queue, [id]);
  });

  it('is answered as it waits, so that its asker knows it before any message', async () => {
    const { ada, room } = await house();
    const { json } = await ada.as('POST', '/speakers/request', { note: 'Me!' });
    const { epoch, rev, version, requests } = await room(ada);
    assert.deepEqual(json, { request_id: requests[0].id, request: { ...requests[0], epoch, rev, version } });
  });

  it('that is approved seats its asker in the first free unlocked seat, and tells', async () => {
    const { ask, host, engine, livekit, room } = await house();
    await host.as('POST', '/seats/1/lock');
    const id = await ask();
    const { status } = await host.as('POST', `/speakers/requests/${id}/approve`);
    assert.equal(status, 200);
    await engine.idle();
    // 0 is kept for the host.
    assert.equal(seatOf(await room(), 'ada'), 2);
    assert.deepEqual(livekit.permission('ada'), ['microphone']);
    const last = livekit.sent.at(-1)!.message;
    assert.deepEqual([last['type'], last['seat_index']], ['_speaker_request_approved', 2]);
  });

  it('that is approved into a seat that is taken or locked is refused, and still waits', async () => {
    const { ask, host, room } = await house();
    const id = await ask();
    await host.as('POST', '/seats/3/lock');
    const approve = (seat_index: number) =>
      host.as('POST', `/speakers/requests/${id}/approve`, { seat_index });
    assert.equal((await approve(3)).json.code, 'seat_locked');
    assert.equal((await approve(9)).json.code, 'not_found');
    assert.deepEqual((await room()).queue, [id]);
  });

  it('is one for each person, and refused where nobody needs to ask', async () => {
    const { ask, ada, bob, host } = await house();
    await ask();
    assert.equal((await ada.as('POST', '/speakers/request')).json.code, 'already_requested');
    await host.as('POST', '/seats/setup', { seat_count: 4, seat_mode: 'free' });
    assert.equal((await bob.as('POST', '/speakers/request')).json.code, 'feature_disabled');
  });

  it('is the hundred and first for nobody', async () => {
    const { join, host, room } = await house();
    for (let index = 0; index < 100; index++) await (await join(`p${index}`)).as('POST', '/speakers/request');
    const late = await join('late');
    assert.equal((await late.as('POST', '/speakers/request')).json.code, 'requests_full');
    assert.equal((await room(host)).queue.length, 100);
  });

  const ends: [string, (it: Awaited<ReturnType<typeof house>>, id: string) => Promise<unknown>, object][] = [
    ['taken back', ({ ada }) => ada.as('DELETE', '/speakers/request'), {}],
    ['rejected', ({ admin }, id) => admin.as('POST', `/speakers/requests/${id}/reject`), {}],
    ['left', ({ ada }) => ada.as('POST', '/leave'), {}],
    ['banned', ({ host }) => host.as('POST', '/../ban', { identity: 'ada', room_name: 'lobby' }), {}],
    [
      'needless, as the mode is free now',
      ({ host }) => host.as('POST', '/seats/setup', { seat_count: 4, seat_mode: 'free' }),
      {},
    ],
    ['ten minutes old', ({ clock }) => clock.pass(600_001), { expired: true }],
  ];
  for (const [how, act, more] of ends)
    it(`is gone once it is ${how}, and that is told`, async () => {
      const world = await house();
      const id = await world.ask();
      await act(world, id);
      await world.engine.idle();
      assert.deepEqual((await world.room()).queue, []);
      const { type, request_id, expired } = world.livekit.sent.at(-1)!.message;
      const told = how === 'rejected' ? '_speaker_request_rejected' : '_speaker_request_cancelled';
      assert.deepEqual(
        { type, request_id, ...(expired !== undefined && { expired }) },
        { type: told, request_id: id, ...more },
      );
      const again = await world.host.as('POST', `/speakers/requests/${id}/approve`);
      assert.equal(again.json.code, 'request_gone');
    });

  it('waits on through a restart of the engine, and is over in time', async () => {
    const { ask, store, livekit } = await house();
    const id = await ask();
    const next = await startEngine({ store });
    for (const [name, room] of livekit.rooms) next.livekit.rooms.set(name, room);
    const waiting = async () => (await next.stored('lobby'))!.room.requests!.map((each) => each.id);
    await next.clock.pass(599_000);
    assert.deepEqual(await waiting(), [id]);
    await next.clock.pass(2_000);
    assert.deepEqual(await waiting(), []);
  });
});
