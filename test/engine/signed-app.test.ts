import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { startEngine } from '../support/journey/engine.ts';
import { developmentApp, type App } from '../../engine/core/config.ts';

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
    const { call } = await startEngine({ apps: [app], development: false });
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
      const { call } = await startEngine({ apps: [app], development: false });
      const { status } = await call('POST', '/token', {
        body: await body(await sign(claims, secret)),
        headers: key,
      });
      assert.equal(status, 401);
    });

  it('refuses a token for somebody else than the body names', async () => {
    const { call } = await startEngine({ apps: [app], development: false });
    const { status } = await call('POST', '/token', {
      body: await body(await sign(), { identity: 'eve' }),
      headers: key,
    });
    assert.equal(status, 403);
  });

  it('claims no room that the backend has not named', async () => {
    const { call } = await startEngine({ apps: [app], development: false });
    const { json } = await call('POST', '/token', {
      body: await body(await sign({ owner_of: ['attic'] }), { role: 'host' }),
      headers: key,
    });
    assert.equal(json.role, 'listener');
  });

  it('demands its key, and stops those who guess', async () => {
    const { call } = await startEngine({ apps: [app], development: false });
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
