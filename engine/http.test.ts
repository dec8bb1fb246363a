import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../test/support/engine.ts';

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
      const { call } = startEngine();
      const { status, json } = await call('POST', '/token', { body: { ...mint, ...more } });
      assert.equal(status, 422);
      assert.equal(json.code, 'invalid_request');
      assert.equal(json.field, field);
      assert.match(json.message, /\.$/);
    });

  it('an unknown app id is unauthenticated', async () => {
    const { call } = startEngine();
    const { status, json } = await call('POST', '/token', {
      body: mint,
      headers: { 'x-app-id': '0000000000' },
    });
    assert.deepEqual([status, json.code], [401, 'unauthenticated']);
  });

  it('a body that is not JSON is 400', async () => {
    const { call } = startEngine();
    const { status, json } = await call('POST', '/token', { raw: '{"room' });
    assert.deepEqual([status, json.code], [400, 'invalid_request']);
  });

  it('a body of 2 MB is 413 before it is read', async () => {
    const { call } = startEngine();
    const { status, json } = await call('POST', '/token', { raw: 'x'.repeat(2_000_000) });
    assert.deepEqual([status, json.code], [413, 'payload_too_large']);
  });

  it('a change that is not application/json is 400', async () => {
    const { call } = startEngine();
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
      const { join } = startEngine();
      const { as } = await join('ada');
      const answer = await as('POST', `/seats/${seat}/take`);
      assert.deepEqual([answer.status, answer.json.code], [status, code]);
    });
});

describe('a bearer', () => {
  it('that is missing, made up or altered is unauthenticated', async () => {
    const { call, join } = startEngine();
    const { bearer } = await join('ada');
    for (const wrong of [undefined, 'nonsense', `${bearer.slice(0, -4)}AAAA`]) {
      const { status, json } = await call(
        'GET',
        '/rooms/lobby',
        wrong === undefined ? {} : { bearer: wrong },
      );
      assert.deepEqual([status, json.code], [401, 'unauthenticated']);
    }
  });

  it('that is 15 minutes old has expired, and can be refreshed', async () => {
    const { call, join, clock } = startEngine();
    const { bearer } = await join('ada');
    await clock.pass(15 * 60_000 + 1000);
    assert.equal((await call('GET', '/rooms/lobby', { bearer })).json.code, 'token_expired');
    const refreshed = await call('POST', '/auth/refresh', { bearer });
    assert.equal(refreshed.status, 200);
    assert.equal((await call('GET', '/rooms/lobby', { bearer: refreshed.json.user_token })).status, 200);
  });

  it('older than a day is refreshed no more', async () => {
    const { call, join, clock, sfu } = startEngine();
    const { bearer } = await join('ada');
    // She goes, so that the room is not kept and compared all day.
    sfu.drop('ada');
    await clock.pass(24 * 3_600_000 + 1000);
    assert.equal((await call('POST', '/auth/refresh', { bearer })).status, 401);
  });

  it('of another room is not_joined', async () => {
    const { call, join } = startEngine();
    const { bearer } = await join('ada');
    await join('bob', { room_name: 'attic' });
    const { status, json } = await call('GET', '/rooms/attic', { bearer });
    assert.deepEqual([status, json.code], [404, 'not_joined']);
  });

  it('of a media token is none', async () => {
    const { call, join } = startEngine();
    const { minted } = await join('ada');
    assert.equal((await call('GET', '/rooms/lobby', { bearer: minted.token })).status, 401);
  });

  it('of somebody who has left is not_joined, and cannot be refreshed', async () => {
    const { call, join } = startEngine();
    const { as, bearer } = await join('ada');
    assert.equal((await as('POST', '/leave')).status, 204);
    assert.equal((await as('GET', '')).json.code, 'not_joined');
    assert.equal((await call('POST', '/auth/refresh', { bearer })).json.code, 'not_joined');
  });
});

describe('an idempotency key', () => {
  const key = { 'idempotency-key': 'a-key-of-one-act-0001' };

  it('gives the first answer again, and nothing happens twice', async () => {
    const { join, sfu } = startEngine();
    const { as } = await join('ada');
    const first = await as('POST', '/seats/0/take', {}, key);
    await as('POST', '/seats/leave');
    const again = await as('POST', '/seats/0/take', {}, key);
    assert.deepEqual(again.json, first.json);
    assert.equal(JSON.parse(sfu.room.metadata)._seats.seats[0].identity, null);
  });

  it('gives a refusal again', async () => {
    const { join } = startEngine();
    const [ada, bob] = [await join('ada'), await join('bob')];
    await ada.as('POST', '/seats/0/take');
    assert.equal((await bob.as('POST', '/seats/0/take', {}, key)).json.code, 'seat_taken');
    await ada.as('POST', '/seats/leave');
    assert.equal((await bob.as('POST', '/seats/0/take', {}, key)).json.code, 'seat_taken');
  });

  it('with another body is 422', async () => {
    const { join } = startEngine();
    const { as } = await join('ada');
    await as('PUT', '/participants/me', { name: 'Ada' }, key);
    const { status, json } = await as('PUT', '/participants/me', { name: 'Eve' }, key);
    assert.deepEqual([status, json.field], [422, 'Idempotency-Key']);
  });

  it('of somebody else is another key', async () => {
    const { join } = startEngine();
    const [ada, bob] = [await join('ada'), await join('bob')];
    await ada.as('POST', '/seats/leave', {}, key);
    assert.equal((await bob.as('POST', '/seats/leave', { other: 1 }, key)).status, 200);
  });

  it('is forgotten after ten minutes', async () => {
    const { join, clock } = startEngine();
    const { as } = await join('ada');
    await as('PUT', '/participants/me', { name: 'Ada' }, key);
    await clock.pass(601_000);
    assert.equal((await as('PUT', '/participants/me', { name: 'Eve' }, key)).status, 200);
  });

  it('is not looked up before the bearer is', async () => {
    const { join, call } = startEngine();
    const { as, bearer } = await join('ada');
    await as('POST', '/seats/0/take', {}, key);
    const stolen = { bearer: `${bearer}x`, headers: key };
    assert.equal((await call('POST', '/rooms/lobby/seats/0/take', stolen)).json.code, 'unauthenticated');
  });
});

describe('a page', () => {
  it('of another origin is refused, and not merely un-headed', async () => {
    const { call } = startEngine();
    const { status, json, headers } = await call('POST', '/token', {
      body: mint,
      headers: { origin: 'https://evil.example' },
    });
    assert.deepEqual([status, json.code], [403, 'forbidden']);
    assert.equal(headers.get('access-control-allow-origin'), null);
  });

  it('of this machine is allowed in development, also in the preflight and in refusals', async () => {
    const { call } = startEngine();
    const headers = { origin: 'http://127.0.0.1:8080' };
    const preflight = await call('OPTIONS', '/token', { headers });
    assert.equal(preflight.status, 204);
    assert.match(preflight.headers.get('access-control-allow-headers')!, /idempotency-key/);
    const refused = await call('GET', '/rooms/lobby', { headers });
    assert.equal(refused.status, 401);
    assert.equal(refused.headers.get('access-control-allow-origin'), headers.origin);
    assert.equal(refused.headers.get('access-control-allow-credentials'), null);
  });

  it('that shows a server secret is refused and logged', async () => {
    const { call, logged } = startEngine();
    const headers = { origin: 'http://127.0.0.1:8080', 'x-app-secret': 'oops' };
    assert.equal((await call('POST', '/token', { body: mint, headers })).status, 403);
    assert.match(logged.join(), /secret is in a page/);
  });
});

describe('a development engine', () => {
  for (const headers of [
    { forwarded: 'for=1.2.3.4' },
    { 'x-forwarded-for': '1.2.3.4' },
    { host: 'evil.example' },
  ])
    it(`refuses a request with ${Object.keys(headers)[0]}: ${Object.values(headers)[0]}`, async () => {
      const { call } = startEngine();
      assert.equal(
        (await call('POST', '/token', { body: mint, headers: headers as Record<string, string> })).status,
        403,
      );
    });
});

describe('health and webhooks', () => {
  it('health says whether the media server answers', async () => {
    const { call, sfu } = startEngine();
    assert.equal((await call('GET', '/health')).json.status, 'ok');
    sfu.down = true;
    assert.equal((await call('GET', '/health')).status, 503);
  });

  it('a webhook that LiveKit did not sign is refused', async () => {
    const { call } = startEngine();
    assert.equal((await call('POST', '/livekit/webhook', { raw: '' })).status, 401);
    assert.equal(
      (await call('POST', '/livekit/webhook', { raw: '', headers: { authorization: 'signed' } })).status,
      204,
    );
  });

  it('a mint while the media server is down is unavailable, with a sentence', async () => {
    const { call, sfu } = startEngine();
    sfu.down = true;
    const { status, json, headers } = await call('POST', '/token', { body: mint });
    assert.deepEqual([status, json.code, headers.get('retry-after')], [503, 'unavailable', '2']);
    assert.match(json.message, /media server does not answer/);
  });
});
