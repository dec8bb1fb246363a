import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';
import { app, key, mint, production } from '../../test/support/journey/production.ts';

/** The same, of the development app. */
const body = { identity: 'ada', room_name: 'lobby', session_id: 'ada'.padEnd(32, '0') };

describe('a page', () => {
  it('of another origin is refused, and not merely un-headed', async () => {
    const { call } = await startEngine();
    const { status, json, headers } = await call('POST', '/token', {
      body,
      headers: { origin: 'https://evil.example' },
    });
    assert.deepEqual([status, json.code], [403, 'forbidden']);
    assert.equal(headers.get('access-control-allow-origin'), null);
  });

  it('of this machine is allowed in development, also in the preflight and in refusals', async () => {
    const { call } = await startEngine();
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
    const { call, logged } = await startEngine();
    const headers = { origin: 'http://127.0.0.1:8080', 'x-app-secret': 'oops' };
    assert.equal((await call('POST', '/token', { body, headers })).status, 403);
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
      const { call } = await startEngine();
      assert.equal(
        (await call('POST', '/token', { body, headers: headers as Record<string, string> })).status,
        403,
      );
    });
});

describe('an address', () => {
  const guess = { body: mint('ada').body, headers: { 'x-app-key': 'wrong' } };

  it('behind a trusted proxy is what the proxy saw, and not what the caller says', async () => {
    const { call } = await startEngine({ ...production, trustProxy: 1 });
    const from = (forwarded: string) => ({
      ...guess,
      headers: { ...guess.headers, 'x-forwarded-for': forwarded },
    });
    for (let index = 0; index < 20; index++) await call('POST', '/token', from(`10.0.0.${index}, 192.0.2.7`));
    assert.equal((await call('POST', '/token', from('10.9.9.9, 192.0.2.7'))).status, 429);
    assert.equal((await call('POST', '/token', from('192.0.2.7, 192.0.2.8'))).status, 401);
  });

  it('of version 6 counts by its /64, however it is written', async () => {
    const { call } = await startEngine({ ...production, trustProxy: 1 });
    const from = (address: string) => ({
      ...guess,
      headers: { ...guess.headers, 'x-forwarded-for': address },
    });
    for (let index = 0; index < 20; index++) await call('POST', '/token', from(`2001:db8::${index + 1}`));
    assert.equal((await call('POST', '/token', from('2001:db8:0:0:ffff::1'))).status, 429);
    assert.equal((await call('POST', '/token', from('2001:db8:0:1::1'))).status, 401);
  });
});

describe('an app in production', () => {
  it('serves its own pages, and tells others who they are not', async () => {
    const { call } = await startEngine(production);
    const of = (origin: string) => call('POST', '/token', { ...mint('ada'), headers: { ...key, origin } });
    assert.equal(
      (await of('https://shop.example')).headers.get('access-control-allow-origin'),
      'https://shop.example',
    );
    assert.equal((await of('https://shop.example.evil.example')).status, 403);
    assert.equal((await of('null')).status, 403);
  });

  it('that names its people itself takes no names, and gives the same one back for the secret', async () => {
    const { call } = await startEngine({
      ...production,
      apps: [{ ...app, identities: 'anonymous', owners: 'signed' }],
    });
    const named = await call('POST', '/token', mint('ada'));
    assert.deepEqual([named.status, named.json.field], [403, 'identity']);
    const nameless = { body: { room_name: 'lobby', session_id: 'a'.repeat(32), role: 'host' }, headers: key };
    const { json } = await call('POST', '/token', nameless);
    assert.match(json.identity, /^anon_[0-9a-f]{32}$/);
    // A claim that is not proven is clamped.
    assert.equal(json.role, 'listener');
    const again = await call('POST', '/token', {
      ...nameless,
      body: { ...nameless.body, resume: json.resume },
    });
    assert.equal(again.json.identity, json.identity);
  });
});
