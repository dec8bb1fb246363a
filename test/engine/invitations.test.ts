import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';

async function house() {
  const world = await startEngine();
  const host = await world.join('host', { role: 'host', seat_count: 4 });
  const [admin, ada, bob] = [await world.join('admin'), await world.join('ada'), await world.join('bob')];
  await host.as('PUT', '/participants/admin/role', { role: 'admin' });
  await world.engine.idle();
  world.livekit.sent.length = 0;
  const invite = async (who = host, body: object = { target_identity: 'ada' }) =>
    (await who.as('POST', '/speakers/invite', body)).json.invitation_id as string;
  const answer = (who: typeof ada, id: string, how: 'accept' | 'decline') =>
    who.as('POST', `/speakers/invitations/${id}/${how}`);
  return { ...world, host, admin, ada, bob, invite, answer };
}

describe('an invitation to speak', () => {
  it('is the invitee’s alone to hear and to see, byte by byte', async () => {
    const { invite, engine, livekit, ada, bob } = await house();
    const id = await invite();
    await engine.idle();
    const { epoch, rev, version, invitations } = (await ada.as('GET', '')).json;
    const told = {
      type: '_speaker_invitation',
      invitation_id: id,
      inviter_identity: 'host',
      target_identity: 'ada',
      name: 'host',
      seat_index: null,
      expires_at: '2026-01-01T00:01:00.000Z',
    };
    assert.deepEqual(livekit.sent, [{ to: ['ada'], message: { ...told, epoch, rev, version } }]);
    assert.deepEqual(invitations, [
      { id, inviter: 'host', name: 'host', seat_index: null, expires_at: told.expires_at },
    ]);
    assert.deepEqual((await bob.as('GET', '')).json.invitations, []);
  });

  it('that is accepted seats the invitee with the right to speak, and both hear of it', async () => {
    const { invite, answer, ada, engine, livekit } = await house();
    const { status, json } = await answer(
      ada,
      await invite(undefined, { target_identity: 'ada', seat_index: 3 }),
      'accept',
    );
    assert.deepEqual([status, json.seats[3].occupant_identity], [200, 'ada']);
    await engine.idle();
    assert.equal(livekit.permission('ada')?.length, 1);
    const { to, message } = livekit.sent.at(-1)!;
    assert.deepEqual(
      [to, message['type'], message['seat_index']],
      [['ada', 'host'], '_speaker_invitation_accepted', 3],
    );
  });

  it('that another one replaces is void, and invitee and inviter hear of it', async () => {
    const { invite, admin, engine, livekit } = await house();
    const [first, second] = [await invite(), await invite(admin)];
    await engine.idle();
    assert.deepEqual(
      livekit.sent.slice(1).map(({ to, message }) => [to, message['invitation_id'], message['expired']]),
      [
        [['ada', 'host'], first, true],
        [['ada'], second, undefined],
      ],
    );
  });

  it('gives nothing to whoever only knows its id', async () => {
    const { invite, answer, bob, host } = await house();
    const id = await invite();
    for (const who of [bob, host])
      assert.equal((await answer(who, id, 'accept')).json.code, 'invite_expired');
    assert.equal(
      (await host.as('GET', '/seats')).json.seats.every(
        (seat: { occupant_identity: null }) => !seat.occupant_identity,
      ),
      true,
    );
  });

  it('is ruled again when it is accepted: a seat that somebody took meanwhile is taken', async () => {
    const { invite, answer, ada, bob } = await house();
    const id = await invite(undefined, { target_identity: 'ada', seat_index: 2 });
    await bob.as('POST', '/seats/2/take');
    assert.equal((await answer(ada, id, 'accept')).json.code, 'seat_taken');
  });

  it('is refused for somebody who sits, who is not there, and for a seat that is none', async () => {
    const { host, bob } = await house();
    await bob.as('POST', '/seats/2/take');
    const code = async (body: object) => (await host.as('POST', '/speakers/invite', body)).json.code;
    assert.equal(await code({ target_identity: 'bob' }), 'already_seated');
    assert.equal(await code({ target_identity: 'nobody' }), 'not_found');
    assert.equal(await code({ target_identity: 'ada', seat_index: 7 }), 'not_found');
  });

  const ends: [string, (it: Awaited<ReturnType<typeof house>>, id: string) => Promise<unknown>][] = [
    [
      'its inviter is admin no more',
      ({ host }) => host.as('PUT', '/participants/admin/role', { role: 'listener' }),
    ],
    ['its inviter left', ({ admin }) => admin.as('POST', '/leave')],
    ['the invitee sat down', ({ ada }) => ada.as('POST', '/seats/1/take')],
    [
      'the mode changed',
      ({ host }) => host.as('POST', '/seats/setup', { seat_count: 4, seat_mode: 'request' }),
    ],
    ['a minute has passed', ({ clock }) => clock.pass(60_001)],
  ];
  for (const [why, act] of ends)
    it(`is void once ${why}, and the invitee hears of it`, async () => {
      const world = await house();
      const id = await world.invite(world.admin);
      await act(world, id);
      await world.engine.idle();
      assert.equal((await world.answer(world.ada, id, 'accept')).json.code, 'invite_expired');
      const { to, message } = world.livekit.sent.at(-1)!;
      assert.ok(to.includes('ada'));
      assert.deepEqual([message['type'], message['expired']], ['_speaker_invitation_declined', true]);
    });
});
