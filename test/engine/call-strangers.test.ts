import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { developmentApp } from '../../engine/core/config.ts';
import { phone, twoPeople } from '../support/engine/phones.ts';

const acts = ['ringing', 'reject', 'busy', 'end'] as const;
const remint = (room_name: string, identity: string, session_id: string, type = 'audio_call') => ({
  body: { room_name, identity, session_id, type },
});

describe('an outsider', () => {
  it('gets 404 for everything about a call, as for a call that is not there', async () => {
    const world = await twoPeople();
    const { talking, call, join, clock } = world;
    const id = await talking();
    const eve = await phone(world, 'eve');
    const { bearer } = await join('eve');
    const absent = `call_${'0'.repeat(32)}`;
    for (const each of [id, absent]) {
      const codes = [
        await eve.read(each),
        await eve.accept(each),
        ...(await Promise.all(acts.map((act) => eve.act(each, act)))),
        await call('GET', `/calls/${each}`, { bearer }),
        await call('POST', `/calls/${each}/end`, { bearer }),
        await call('GET', `/rooms/${each}`, { bearer }),
        await call('POST', `/rooms/${each}/chat`, {
          bearer,
          body: { text: 'Hello', message_id: 'message-of-an-outsider' },
        }),
        await call('DELETE', `/rooms/${each}/participants/anna`, { bearer }),
        await call('POST', '/token', remint(each, 'eve', eve.sessionId)),
        await call('POST', '/token', remint(each, 'eve', eve.sessionId, 'video_call')),
        await call('POST', '/token', remint(each, 'eve', eve.sessionId, 'audio_room')),
      ].map(({ status, json }) => [status, json.code]);
      assert.deepEqual(
        codes.map(([status]) => status),
        codes.map(() => 404),
        JSON.stringify(codes),
      );
    }
    await clock.pass(0);
    assert.equal((await world.anna.read(id)).json.status, 'active');
  });

  it('opens no call by a mint, whatever the name of the room', async () => {
    const { call, session } = await twoPeople();
    const { status, json } = await call('POST', '/token', remint('lobby', 'eve', session('eve')));
    assert.deepEqual([status, json.code], [404, 'not_found']);
  });

  it('of another app gets 404 too', async () => {
    const other = { ...developmentApp, id: '0987654321', key: 'f'.repeat(32) };
    const { talking, call } = await twoPeople({ apps: [developmentApp, other] });
    const id = await talking();
    const headers = { 'x-app-id': other.id };
    const signed = await call('POST', '/auth/session', { body: { identity: 'anna' }, headers });
    const { status } = await call('GET', `/calls/${id}`, { bearer: signed.json.user_token, headers });
    assert.equal(status, 404);
  });
});

describe('the token of a call', () => {
  it('is renewed for the device that is in the call, and for no other device', async () => {
    const { talking, call, anna, ben, desk } = await twoPeople();
    const id = await talking({ type: 'video_call' });
    for (const device of [anna, ben]) {
      const { status, json } = await call(
        'POST',
        '/token',
        remint(id, device.identity, device.sessionId, 'video_call'),
      );
      assert.deepEqual([status, json.room.call.status, json.features[0]], [200, 'active', 'call']);
    }
    assert.equal((await call('POST', '/token', remint(id, 'ben', desk.sessionId, 'video_call'))).status, 404);
    await anna.act(id, 'end');
    const { status } = await call('POST', '/token', remint(id, 'anna', anna.sessionId, 'video_call'));
    assert.equal(status, 404);
  });

  it('says that nobody is hidden and nothing may be published', async () => {
    const { anna } = await twoPeople();
    const { token } = (await anna.start('ben')).json;
    const { video } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
    const { hidden, canPublish, canPublishData } = video;
    assert.deepEqual([hidden, canPublish, canPublishData], [false, false, false]);
  });
});

describe('the bearer of a call', () => {
  it('reads and ends its own call, also when the call is over', async () => {
    const { anna, call } = await twoPeople();
    const { call_id: id, user_token: bearer } = (await anna.start('ben')).json;
    assert.equal((await call('GET', `/calls/${id}`, { bearer })).json.status, 'initiating');
    const first = await call('POST', `/calls/${id}/end`, { bearer });
    const again = await call('POST', `/calls/${id}/end`, { bearer });
    assert.deepEqual([first.json.status, again.json.status], ['cancelled', 'cancelled']);
  });

  it('starts no call, and answers none', async () => {
    const { anna, call } = await twoPeople();
    const { user_token: bearer } = (await anna.start('ben')).json;
    const body = { callee_identity: 'eve', type: 'audio_call', session_id: anna.sessionId };
    const { status, json } = await call('POST', '/calls', { bearer, body });
    assert.deepEqual([status, json.code], [401, 'unauthenticated']);
  });
});

describe('a person', () => {
  it('cannot call themselves', async () => {
    const { anna } = await twoPeople();
    const { status, json } = await anna.start('anna');
    assert.deepEqual([status, json.code, json.field], [422, 'invalid_request', 'callee_identity']);
  });

  it('can call an identity without a device, and the call is missed', async () => {
    const { anna, clock, connect } = await twoPeople();
    const { status, json } = await anna.start('nobody');
    assert.equal(status, 200);
    await connect(json.call_id, 'anna');
    await clock.pass(31_000);
    assert.equal((await anna.read(json.call_id)).json.status, 'missed');
  });

  it('who is banned from the app calls nobody, and is called by nobody', async () => {
    const { anna, ben, call } = await twoPeople();
    const secret = { 'x-app-secret': developmentApp.secret };
    const banned = await call('POST', '/rooms/ban', { body: { identity: 'ben' }, headers: secret });
    assert.equal(banned.status, 200);
    const [out, back] = [await ben.start('anna'), await anna.start('ben')];
    assert.deepEqual([out.status, out.json.code], [403, 'banned']);
    assert.deepEqual([back.status, back.json.code], [404, 'not_found']);
  });

  it('who is banned from the app while they talk is out of the call, which ends', async () => {
    const { anna, talking, call, toldOf } = await twoPeople();
    const id = await talking();
    const headers = { 'x-app-secret': developmentApp.secret };
    await call('POST', '/rooms/ban', { body: { identity: 'ben' }, headers });
    const { json } = await anna.read(id);
    assert.deepEqual([json.status, json.reason], ['ended', 'removed']);
    assert.deepEqual(toldOf('anna', id), ['active', 'ended']);
  });

  it('who has blocked the caller is nobody to them', async () => {
    const { anna, ben, store } = await twoPeople();
    await store.transaction(null, (tx) => tx.setBlock('1234567890', 'ben', 'anna', true));
    const { status, json } = await anna.start('ben');
    assert.deepEqual([status, json.code], [404, 'not_found']);
    assert.equal((await ben.start('anna')).status, 200);
  });
});

describe('the backend', () => {
  it('has no rights in a call but those of messages', async () => {
    const { talking, call, anna } = await twoPeople();
    const id = await talking();
    const headers = { 'x-app-secret': developmentApp.secret };
    for (const [method, path] of [
      ['DELETE', ''],
      ['DELETE', '/participants/ben'],
      ['PUT', '/comments/lock'],
    ] as const) {
      const { json } = await call(method, `/rooms/${id}${path}`, { headers });
      assert.equal(json.code, 'wrong_product_type', `${method} ${path}`);
    }
    const sent = await call('POST', `/rooms/${id}/send-data`, { headers, body: { data: 1 } });
    assert.equal(sent.status, 204);
    assert.equal((await anna.read(id)).json.status, 'active');
  });
});

describe('bad input', () => {
  it('starts no call', async () => {
    const { anna } = await twoPeople();
    for (const more of [
      { callee_identity: '../x' },
      { type: 'audio_room' },
      { session_id: 'short' },
      { metadata: 'x'.repeat(9_000) },
    ])
      assert.equal((await anna.start('ben', more)).status, 422, JSON.stringify(more).slice(0, 40));
  });
});
