import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';

const mint = { identity: 'ada', room_name: 'lobby', session_id: 'ada'.padEnd(32, '0') };

describe('bad input', () => {
  const cases: [what: string, body: object, field?: string][] = [
    ['an empty room', { room_name: '' }, 'room_name'],
    ['an identity that is a path', { identity: '..' }, 'identity'],
    ['an identity with a hash', { identity: 'ada#1' }, 'identity'],
    ['an identity that is a word of the API', { identity: 'seats' }, 'identity'],
    ['a room of calls', { room_name: 'call_1' }, 'room_name'],
    ['a name of 10 kB', { name: 'x'.repeat(10_000) }, 'name'],
    ['an avatar that is a script', { avatar: 'javascript:alert(1)' }, 'avatar'],
    ['101 seats', { seat_count: 101 }, 'seat_count'],
    ['a short session id', { session_id: 'short' }, 'session_id'],
  ];
  for (const [what, more, field] of cases)
    it(`${what} is 422 with the field`, async () => {
      const { call } = await startEngine();
      const { status, json } = await call('POST', '/token', { body: { ...mint, ...more } });
      assert.equal(status, 422);
      assert.equal(json.code, 'invalid_request');
      assert.equal(json.field, field);
      assert.match(json.message, /\.$/);
    });

  it('an unknown app id is unauthenticated', async () => {
    const { call } = await startEngine();
    const { status, json } = await call('POST', '/token', {
      body: mint,
      headers: { 'x-app-id': '0000000000' },
    });
    assert.deepEqual([status, json.code], [401, 'unauthenticated']);
  });

  it('a body that is not JSON is 400', async () => {
    const { call } = await startEngine();
    const { status, json } = await call('POST', '/token', { raw: '{"room' });
    assert.deepEqual([status, json.code], [400, 'invalid_request']);
  });

  it('a body of 2 MB is 413 before it is read', async () => {
    const { call } = await startEngine();
    const { status, json } = await call('POST', '/token', { raw: 'x'.repeat(2_000_000) });
    assert.deepEqual([status, json.code], [413, 'payload_too_large']);
  });

  it('a change that is not application/json is 400', async () => {
    const { call } = await startEngine();
    const { status } = await call('POST', '/token', {
      body: mint,
      headers: { 'content-type': 'text/plain' },
    });
    assert.equal(status, 400);
  });

  for (const [seat, status, code] of [
    ['-1', 422, 'invalid_request'],
    ['99', 404, 'not_found'],
    ['x', 422, 'invalid_request'],
    ['1e1', 422, 'invalid_request'],
  ] as const)
    it(`seat ${seat} is ${status} ${code}`, async () => {
      const { join } = await startEngine();
      const { as } = await join('ada');
      const answer = await as('POST', `/seats/${seat}/take`);
      assert.deepEqual([answer.status, answer.json.code], [status, code]);
    });
});

describe('health and webhooks', () => {
  it('health says whether the media server answers', async () => {
    const { call, livekit } = await startEngine();
    assert.equal((await call('GET', '/health')).json.status, 'ok');
    livekit.down = true;
    assert.equal((await call('GET', '/health')).status, 503);
  });

  it('a webhook that LiveKit did not sign is refused', async () => {
    const { call } = await startEngine();
    assert.equal((await call('POST', '/livekit/webhook', { raw: '' })).status, 401);
    assert.equal(
      (await call('POST', '/livekit/webhook', { raw: '', headers: { authorization: 'signed' } })).status,
      204,
    );
  });

  it('a mint while the media server is down is unavailable, with a sentence', async () => {
    const { call, livekit } = await startEngine();
    livekit.down = true;
    const { status, json, headers } = await call('POST', '/token', { body: mint });
    assert.deepEqual([status, json.code, headers.get('retry-after')], [503, 'unavailable', '2']);
    assert.match(json.message, /media server does not answer/);
  });
});
