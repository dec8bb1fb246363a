import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt, SignJWT } from 'jose';
import { startEngine } from '../test/support/engine.ts';
import { developmentApp, type App } from './app.ts';

describe('a media token', () => {
  it('lets one person listen in one incarnation, for two minutes, and nothing else', async () => {
    const { join, sfu, clock } = startEngine();
    const { minted } = await join('ada', { name: 'Ada', role: 'host' });
    const { video, exp, sub } = decodeJwt<{ video: Record<string, unknown> }>(minted.token);
    assert.equal(sub, 'ada');
    assert.equal(exp, Math.floor(clock.now() / 1000) + 120);
    assert.notEqual(video['room'], 'lobby');
    assert.equal(video['room'], [...sfu.rooms.keys()][0]);
    const yes = Object.keys(video).filter((grant) => video[grant] === true);
    assert.deepEqual(yes.sort(), ['canSubscribe', 'roomJoin']);
  });
});

describe('an anonymous person', () => {
  const guest = (more: object = {}) => ({ room_name: 'lobby', session_id: 'guest'.padEnd(32, '0'), ...more });

  it('gets an identity and a name, and comes back as the same with the secret', async () => {
    const { call } = startEngine();
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
    const { call } = startEngine();
    const { status } = await call('POST', '/token', { body: guest({ identity: 'anon_0123' }) });
    assert.equal(status, 422);
  });
});

describe('ownership', () => {
  it('is the first valid claim’s; a later one is clamped and no error', async () => {
    const { join } = startEngine();
    assert.equal((await join('ada', { role: 'host' })).minted.role, 'host');
    assert.equal((await join('eve', { role: 'host' })).minted.role, 'listener');
    assert.equal((await join('ada', { role: 'host' })).minted.role, 'host');
  });

  it('is not claimed for somebody else', async () => {
    const { join } = startEngine();
    assert.equal((await join('eve', { role: 'host', room_owner_id: 'ada' })).minted.role, 'listener');
  });

  it('and the layout: seats are set when the room is made, and ignored from others later', async () => {
    const { join } = startEngine();
    assert.equal((await join('ada', { seat_count: 3 })).minted.room.count, 3);
    assert.equal((await join('eve', { seat_count: 50 })).minted.room.count, 3);
  });
});

describe('another session of the same person', () => {
  it('takes over: the old one is told before, and the seat goes along', async () => {
    const { join, sfu, engine } = startEngine();
    const old = await join('ada');
    await old.as('POST', '/seats/2/take');
    await engine.idle();
    await join('ada', { session_id: 'elsewhere'.padEnd(32, '0') });
    assert.ok(sfu.log.indexOf('update ada may listen') >= 0);
    assert.ok(!sfu.log.includes('remove ada'));
    const { status, json } = await old.as('GET', '');
    assert.deepEqual([status, json.code], [409, 'signed_in_elsewhere']);
  });

  it('twice within ten seconds is refused with the time to wait', async () => {
    const { call, join } = startEngine();
    await join('ada');
    await join('ada', { session_id: 'b'.repeat(32) });
    const body = { identity: 'ada', room_name: 'lobby', session_id: 'c'.repeat(32) };
    const { status, json } = await call('POST', '/token', { body });
    assert.deepEqual([status, json.code], [429, 'takeover_cooldown']);
    assert.ok(json.retry_after >= 1 && json.retry_after <= 10);
  });

  it('with the session id of another person acts as itself, and leaves the other alone', async () => {
    const { join } = startEngine();
    const shared = { session_id: 's'.repeat(32) };
    const [ada, eve] = [await join('ada', shared), await join('eve', shared)];
    await ada.as('POST', '/seats/1/take');
    const { json } = await eve.as('POST', '/seats/2/take');
    assert.deepEqual([json.seats[1].occupant_identity, json.seats[2].occupant_identity], ['ada', 'eve']);
  });

  it('is not the same one coming back, however often', async () => {
    const { join } = startEngine();
    for (let tries = 0; tries < 5; tries++) await join('ada');
  });
});

describe('a signed app', () => {
  const app: App = {
    ...developmentApp,
    secret: 's'.repeat(40),
    identities: 'signed',
    owners: 'signed',
    keyRequired: true,
    origins: [],
  };
  const key = { 'x-app-key': app.key };
  let ids = 0;

  const sign = (claims: object = {}, secret = app.secret) =>
    new SignJWT({
      app: app.id,
      sub: 'ada',
      jti: `jti-${ids++}-xxxx`,
      exp: Date.UTC(2026, 0, 1) / 1000 + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret));

  const body = async (identity_token?: string, more: object = {}) => ({
    room_name: 'lobby',
    session_id: 'ada'.padEnd(32, '0'),
    ...(identity_token && { identity_token }),
    ...more,
  });

  it('takes only whom its backend has signed for, once', async () => {
    const { call } = startEngine({ apps: [app], development: false });
    const token = await sign({ name: 'Ada', owner_of: ['lobby'] });
    const refused = await call('POST', '/token', { body: await body(), headers: key });
    assert.deepEqual([refused.status, refused.json.code], [401, 'unauthenticated']);
    const { status, json } = await call('POST', '/token', {
      body: await body(token, { role: 'host' }),
      headers: key,
    });
    assert.deepEqual([status, json.identity, json.name, json.role], [200, 'ada', 'Ada', 'host']);
    const replayed = await call('POST', '/token', { body: await body(token), headers: key });
    assert.equal(replayed.status, 401);
  });

  for (const [what, claims, secret] of [
    ['by another secret', {}, 'x'.repeat(40)],
    ['for another app', { app: '9999999999' }, undefined],
    ['that lives for a year', { exp: Date.UTC(2027, 0, 1) / 1000 }, undefined],
    ['that has expired', { exp: Date.UTC(2025, 0, 1) / 1000 }, undefined],
    ['for nobody', { sub: '..' }, undefined],
  ] as const)
    it(`refuses a token ${what}`, async () => {
      const { call } = startEngine({ apps: [app], development: false });
      const { status } = await call('POST', '/token', {
        body: await body(await sign(claims, secret)),
        headers: key,
      });
      assert.equal(status, 401);
    });

  it('refuses a token for somebody else than the body names', async () => {
    const { call } = startEngine({ apps: [app], development: false });
    const { status } = await call('POST', '/token', {
      body: await body(await sign(), { identity: 'eve' }),
      headers: key,
    });
    assert.equal(status, 403);
  });

  it('claims no room that the backend has not named', async () => {
    const { call } = startEngine({ apps: [app], development: false });
    const { json } = await call('POST', '/token', {
      body: await body(await sign({ owner_of: ['attic'] }), { role: 'host' }),
      headers: key,
    });
    assert.equal(json.role, 'listener');
  });

  it('demands its key, and stops those who guess', async () => {
    const { call } = startEngine({ apps: [app], development: false });
    const tries = [];
    for (let index = 0; index < 21; index++)
      tries.push(
        await call('POST', '/token', {
          body: await body(await sign()),
          headers: { 'x-app-key': `${index}` },
        }),
      );
    assert.equal(tries[0]!.json.code, 'unauthenticated');
    assert.equal(tries[20]!.json.code, 'rate_limited');
    assert.ok(Number(tries[20]!.headers.get('retry-after')) > 0);
  });
});
