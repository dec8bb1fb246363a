import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { openSocket } from '../support/engine/signal-client.ts';
import { startEngine } from '../support/journey/engine.ts';
import { developmentApp, type App } from '../../engine/core/config.ts';

const app: App = { ...developmentApp, secret: 's'.repeat(40), owners: 'anyone' };
const other: App = { ...app, id: '9876543210', secret: 'o'.repeat(40) };
const exp = Date.UTC(2026, 0, 1) / 1000 + 60;
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (header: object, claims: object) => `${base64(header)}.${base64(claims)}.`;

const identityToken = (of: App, sub = 'ada') =>
  new SignJWT({ app: of.id, sub, exp, jti: `jti-of-${sub}-${of.id}` })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(of.secret));

/** A host and every kind of token that she has. */
async function house() {
  const world = await startEngine({ apps: [app, other], development: false });
  const host = await world.join('host', { role: 'host' });
  const { invite } = (await host.as('POST', '/invite', { role: 'admin' })).json;
  const claims = JSON.parse(Buffer.from(host.bearer.split('.')[1]!, 'base64url').toString());
  const resigned = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'utd-bearer' })
    .sign(new TextEncoder().encode(app.secret));
  const [head, body, signature] = host.bearer.split('.') as [string, string, string];
  const asServer = { 'x-app-secret': app.secret };
  const as = { identity: 'host' };
  const signal = (await world.call('POST', '/signal/token', { body: as, headers: asServer })).json;
  const session = (await world.call('POST', '/auth/session', { body: as })).json;
  const tokens = {
    bearer: host.bearer,
    signal: signal.token as string,
    session: session.user_token as string,
    media: host.minted.token as string,
    invite: invite as string,
    identity: await identityToken(app, 'host'),
    'identity of another app': await identityToken(other, 'host'),
    'bearer signed by the app': resigned,
    'unsigned bearer': unsigned({ alg: 'none', typ: 'utd-bearer' }, claims),
    'bearer that says none': `${base64({ alg: 'none', typ: 'utd-bearer' })}.${body}.${signature}`,
    'bearer without its signature': `${head}.${body}.`,
    'unsigned identity': unsigned({ alg: 'none' }, { app: app.id, sub: 'host', exp, jti: 'jti-unsigned' }),
    'unsigned invite': unsigned(
      { alg: 'none', typ: 'utd-invite' },
      { app: app.id, room: 'lobby', role: 'host' },
    ),
    'server secret': app.secret,
  };
  return { ...world, host, tokens };
}

/** Where a token is taken, and the only kind that is. */
const places = {
  bearer: ({ call }, bearer) => call('GET', '/rooms/lobby', { bearer }),
  identity: ({ call }, identity_token) => call('POST', '/token', { body: { ...eve, identity_token } }),
  invite: ({ call }, invite) => call('POST', '/token', { body: { ...eve, identity: 'eve', invite } }),
} as const satisfies Record<
  string,
  (
    world: Awaited<ReturnType<typeof house>>,
    token: string,
  ) => ReturnType<Awaited<ReturnType<typeof house>>['call']>
>;
const eve = { room_name: 'lobby', session_id: 'e'.repeat(32) };

describe('a token', () => {
  for (const [place, send] of Object.entries(places))
    it(`of any other kind is no ${place}`, async () => {
      const world = await house();
      for (const [kind, token] of Object.entries(world.tokens)) {
        const { status, json } = await send(world, token);
        if (kind === place) assert.equal(status, 200, kind);
        else assert.deepEqual([kind, status, json.code], [kind, 401, 'unauthenticated']);
      }
    });

  it('of any other kind opens no socket', async () => {
    const world = await house();
    for (const [kind, token] of Object.entries(world.tokens)) {
      const socket = openSocket(world, { address: kind });
      const { t, d } = await socket.answer('auth', { token });
      assert.deepEqual([kind, t], [kind, kind === 'signal' ? 'ack' : 'error']);
      if (kind !== 'signal') assert.deepEqual([d.code, await socket.closed()], ['unauthenticated', 4401]);
    }
  });

  it('that refreshes is a bearer', async () => {
    const { tokens, call } = await house();
    for (const [kind, bearer] of Object.entries(tokens))
      assert.equal(
        (await call('POST', '/auth/refresh', { bearer })).status,
        kind === 'bearer' ? 200 : 401,
        kind,
      );
  });
});

describe('another app', () => {
  it('has rooms and people of its own under the same names', async () => {
    const { call, host } = await house();
    const headers = { 'x-app-id': other.id };
    const body = { ...eve, identity: 'eve', role: 'host' };
    const { json } = await call('POST', '/token', { body, headers });
    assert.equal(json.role, 'host');
    const theirs = await call('GET', '/rooms/lobby', { bearer: json.user_token, headers });
    assert.deepEqual(
      theirs.json.participants.map((each: { identity: string }) => each.identity),
      ['eve'],
    );
    const refused = await call('DELETE', '/rooms/lobby/participants/host', { bearer: json.user_token });
    assert.deepEqual([refused.status, refused.json.code], [404, 'not_found']);
    assert.equal((await host.as('GET', '')).status, 200);
  });

  it('is not entered with a link or a secret of this one', async () => {
    const { call, tokens } = await house();
    const headers = { 'x-app-id': other.id };
    const body = { ...eve, identity: 'eve', invite: tokens.invite };
    assert.equal((await call('POST', '/token', { body, headers })).json.role, 'listener');
    const asServer = { ...headers, 'x-app-secret': app.secret };
    const { status } = await call('PUT', '/rooms/lobby/comments/lock', { headers: asServer });
    assert.equal(status, 401);
  });

  it('that is called like what every object has is none', async () => {
    const { call } = await house();
    for (const id of ['constructor', '__proto__', 'toString', ''])
      assert.equal((await call('POST', '/token', { body: eve, headers: { 'x-app-id': id } })).status, 401);
  });
});

describe('a server secret', () => {
  for (const header of ['origin', 'sec-fetch-site'])
    it(`that comes with ${header} does nothing, and is logged`, async () => {
      const { call, logged } = await house();
      const headers = { 'x-app-secret': app.secret, [header]: 'same-origin' };
      const { status, json } = await call('PUT', '/rooms/lobby/comments/lock', { headers });
      assert.deepEqual([status, json.code], [403, 'forbidden']);
      assert.match(logged.join(), /secret is in a page/);
    });
});
