import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { developmentApp, type App } from '../../engine/core/config.ts';
import { startEngine } from '../support/journey/engine.ts';

const secret = { 'x-app-secret': developmentApp.secret };
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());

describe('POST /signal/token', () => {
  it('answers a token for one person, and the address of the sockets', async () => {
    const { call } = await startEngine();
    const body = { identity: 'ada', name: 'Ada' };
    const { status, json, headers } = await call('POST', '/signal/token', { body, headers: secret });
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    const { sub, app, name, aud } = claimsOf(json.token);
    assert.deepEqual(
      { sub, app, name, aud },
      { sub: 'ada', app: developmentApp.id, name: 'Ada', aud: 'utd-socket' },
    );
    assert.deepEqual([json.url, json.expires_in], ['ws://127.0.0.1/api/v1/signal', 900]);
  });

  it('takes the server secret, and no other credential', async () => {
    const { call, join } = await startEngine();
    const { bearer } = await join('ada');
    const body = { identity: 'bob' };
    for (const headers of [{}, { 'x-app-key': developmentApp.key }, { 'x-app-secret': 'guess' }])
      assert.equal((await call('POST', '/signal/token', { body, headers, bearer })).status, 401);
  });

  it('refuses a name that is no identity', async () => {
    const { call } = await startEngine();
    for (const identity of ['..', '_x', 'a~b', ''])
      assert.equal(
        (await call('POST', '/signal/token', { body: { identity }, headers: secret })).status,
        422,
      );
  });

  it('names the address that the installation has, or that the proxy was called by', async () => {
    const proxied = await startEngine({ development: false, trustProxy: 1 });
    const headers = { ...secret, 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.1' };
    const body = { identity: 'ada' };
    const { json } = await proxied.call('POST', '/signal/token', { body, headers });
    assert.equal(json.url, 'wss://127.0.0.1/api/v1/signal');
    const named = await startEngine({ url: 'https://live.example' });
    const answer = await named.call('POST', '/signal/token', { body, headers: secret });
    assert.equal(answer.json.url, 'wss://live.example/api/v1/signal');
  });
});

describe('POST /auth/session', () => {
  it('signs a person in who is in no room', async () => {
    const { call } = await startEngine();
    const { status, json } = await call('POST', '/auth/session', { body: { identity: 'ada' } });
    const { user_token, ...rest } = json;
    assert.equal(status, 200);
    assert.equal(claimsOf(user_token).sub, 'ada');
    assert.deepEqual(rest, {
      identity: 'ada',
      name: 'ada',
      ws_url: 'ws://127.0.0.1/api/v1/signal',
      expires_in: 900,
      signaling_enabled: true,
      messaging_enabled: true,
    });
  });

  it('gives an anonymous person the same identity again', async () => {
    const { call } = await startEngine({ apps: [{ ...developmentApp, identities: 'anonymous' }] });
    const first = (await call('POST', '/auth/session', { body: {} })).json;
    const again = (await call('POST', '/auth/session', { body: { resume: first.resume } })).json;
    assert.match(first.identity, /^anon_/);
    assert.equal(again.identity, first.identity);
    assert.equal((await call('POST', '/auth/session', { body: { identity: 'ada' } })).status, 403);
  });

  it('takes only whom the backend of a signed app has signed for, once, and not for a room', async () => {
    const app: App = { ...developmentApp, identities: 'signed', secret: 's'.repeat(40) };
    const { call } = await startEngine({ apps: [app] });
    const sign = (more: object = {}) =>
      new SignJWT({
        app: app.id,
        sub: 'ada',
        jti: crypto.randomUUID(),
        exp: Date.UTC(2026, 0, 1) / 1000 + 60,
        ...more,
      })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(app.secret));
    const signIn = async (identity_token?: string) =>
      (await call('POST', '/auth/session', { body: { identity_token } })).status;
    const token = await sign();
    assert.deepEqual(
      [await signIn(), await signIn(token), await signIn(token), await signIn(await sign({ room: 'lobby' }))],
      [401, 200, 401, 403],
    );
  });
});

describe('the mint', () => {
  it('answers the address of the sockets', async () => {
    const { join } = await startEngine();
    assert.equal((await join('ada')).minted.ws_url, 'ws://127.0.0.1/api/v1/signal');
  });
});
