import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { developmentApp } from '../../engine/core/config.ts';
import { startEngine } from '../support/journey/engine.ts';

async function house() {
  const world = await startEngine({ development: false });
  const ada = await world.join('ada');
  await world.join('ada', { room_name: 'other' });
  const asServer = (method: string, path: string, body: object = {}, secret = developmentApp.secret) =>
    world.call(method, path, { body, headers: { 'x-app-secret': secret } });
  return { ...world, ada, asServer };
}

describe('the customer’s own backend', () => {
  it('bans from the whole project, and everywhere at once', async () => {
    const { asServer, stored, call, engine } = await house();
    const { status, json } = await asServer('POST', '/rooms/ban', { identity: 'ada', reason: 'Fraud' });
    assert.deepEqual([status, json.room_name], [200, null]);
    await engine.idle();
    for (const room of ['lobby', 'other']) assert.deepEqual((await stored(room, ['ada']))!.people, []);
    const minted = await call('POST', '/token', {
      body: { identity: 'ada', room_name: 'third', session_id: 'q'.repeat(32) },
    });
    assert.equal(minted.json.code, 'banned');
    assert.equal((await asServer('GET', '/rooms/bans')).json.total, 1);
    await asServer('DELETE', '/rooms/ban', { identity: 'ada' });
    assert.equal((await asServer('GET', '/rooms/bans')).json.total, 0);
  });

  it('moderates a room that has no host', async () => {
    const { asServer, ada } = await house();
    assert.equal((await asServer('PUT', '/rooms/lobby/comments/lock')).status, 204);
    const text = { text: 'Hello', message_id: 'message-of-this-test' };
    assert.equal((await ada.as('POST', '/chat', text)).json.code, 'comments_locked');
    assert.equal((await asServer('DELETE', '/rooms/lobby/participants/ada')).status, 204);
    assert.equal((await ada.as('GET', '')).json.code, 'kicked');
  });

  it('takes a room from the host whom it bans, there or not, and the next host can claim it', async () => {
    const { asServer, join, stored } = await house();
    const ownerOf = async (room: string) => (await stored(room))!.room.owner;
    const owners = () => Promise.all(['lobby', 'other'].map(ownerOf));
    const eve = await join('eve', { role: 'host' });
    await join('eve', { role: 'host', room_name: 'other' });
    await eve.as('POST', '/leave');
    assert.deepEqual(await owners(), ['eve', 'eve']);
    await asServer('POST', '/rooms/ban', { identity: 'eve' });
    assert.deepEqual(await owners(), [null, null]);
    await asServer('DELETE', '/rooms/ban', { identity: 'eve' });
    assert.equal((await join('bob', { role: 'host' })).minted.role, 'host');
    assert.equal((await join('eve', { role: 'host' })).minted.role, 'listener');
  });

  it('makes links to a room before anybody has come, one for its host too', async () => {
    const { asServer, call, session } = await house();
    const { json } = await asServer('POST', '/rooms/evening/invite', { role: 'host' });
    const { invite } = json;
    const body = { identity: 'bob', room_name: 'evening', session_id: session('bob'), invite };
    assert.equal((await call('POST', '/token', { body })).json.role, 'host');
  });

  it('sends data that says it is from nobody, which no person can', async () => {
    const { asServer, ada, engine, livekit } = await house();
    const forged = { _from: null, data: { gift: 1 }, messageContent: { _from: null } };
    await asServer('POST', '/rooms/lobby/send-data', { data: { gift: 1 }, destination_identities: ['ada'] });
    await ada.as('POST', '/send-data', { data: forged, _from: null, type: '_seat_update' });
    await engine.idle();
    const [gift] = livekit.sent;
    assert.deepEqual(gift!.to, ['ada']);
    const content = gift!.message['messageContent'] as Record<string, unknown>;
    assert.deepEqual([content['_from'], content['data']], [null, { gift: 1 }]);
    const said = livekit.pushes.at(-1) as unknown as { messageContent: Record<string, unknown> };
    assert.deepEqual(Object.keys(said), ['messageContent']);
    assert.deepEqual([said.messageContent['_from'], said.messageContent['data']], ['ada', forged]);
  });

  it('is held to no person’s limits', async () => {
    const { asServer } = await house();
    const sent = Array.from({ length: 60 }, () => asServer('POST', '/rooms/lobby/send-data', { data: 1 }));
    assert.ok((await Promise.all(sent)).every(({ status }) => status === 204));
  });

  it('acts as no person, needs an open room, and the right secret', async () => {
    const { asServer } = await house();
    const code = async (...call: Parameters<typeof asServer>) => (await asServer(...call)).json.code;
    assert.equal(await code('POST', '/rooms/lobby/seats/1/take'), 'forbidden');
    assert.equal(await code('GET', '/rooms/lobby'), 'forbidden');
    assert.equal(await code('DELETE', '/rooms/nowhere'), 'room_closed');
    assert.equal(await code('DELETE', '/rooms/lobby', {}, 'wrong'), 'unauthenticated');
  });
});
