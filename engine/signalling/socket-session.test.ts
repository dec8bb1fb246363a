import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { calm, signalHouse, until } from '../../test/support/engine/signal-client.ts';
import { production } from '../../test/support/journey/production.ts';
import { replay } from '../../test/support/model/replay.ts';
import { clientFrames } from '../../src/protocol/signalling/client-frames.ts';
import { developmentApp } from '../core/config.ts';
import { mostQueued } from './socket-session.ts';

const codes = (client: { got: (t: 'error') => { code?: string }[] }) =>
  client.got('error').map(({ code }) => code);

describe('a socket', () => {
  it('is signed in by its first frame', async () => {
    const { open, token, clock } = await signalHouse();
    const client = open();
    client.raw(JSON.stringify({ t: 'auth', d: { token: await token('ada') } }));
    await until('an answer came', () => client.socket.arrived.length > 0);
    assert.deepEqual(client.socket.arrived, [
      {
        t: 'auth.ok',
        d: { identity: 'ada', server_time: new Date(clock.now()).toISOString(), heartbeat: 4 },
      },
    ]);
    await client.ask('ping');
  });

  it('is closed where no auth frame comes in 5 s', async () => {
    const { open, clock } = await signalHouse();
    const client = open();
    await clock.pass(4_999);
    assert.equal(client.socket.closedWith, undefined);
    await clock.pass(1);
    assert.equal(client.socket.closedWith, 3408);
  });

  for (const [what, first] of [
    ['another frame', '{"t":"ping"}'],
    ['rubbish', 'hello'],
    ['an auth frame without a token', '{"t":"auth","d":{}}'],
    ['an auth frame above 4 KiB', JSON.stringify({ t: 'auth', d: { token: 'x'.repeat(4096) } })],
  ] as const)
    it(`is closed for ${what} as its first frame`, async () => {
      const { open, plane } = await signalHouse();
      const client = open();
      client.raw(first);
      assert.equal(await client.closed(), 4400);
      assert.deepEqual(plane.counts, { people: 0, sockets: 0, unproven: 0 });
    });

  it('is closed by the reason of the refusal', async () => {
    const house = await signalHouse({ ...production, apps: [developmentApp] });
    const { join, open, token, clock, store } = house;
    const late = await token('ada');
    const banned = { app: developmentApp.id, room: '', identity: 'bob', reason: null, at: 0, until: null };
    await store.transaction(null, (tx) => tx.saveBan(banned));
    await clock.pass(900_001);
    const cases = [
      [late, {}, 3401],
      ['rubbish', {}, 4401],
      [(await join('cleo')).bearer, {}, 4401],
      [await token('bob'), {}, 4403],
      [await token('ada'), { origin: 'https://evil.example' }, 4403],
    ] as const;
    for (const [given, from, code] of cases) {
      const client = open(from);
      client.raw(JSON.stringify({ t: 'auth', id: 'a', d: { token: given } }));
      assert.equal(await client.closed(), code);
      assert.equal(client.socket.arrived[0]!.t, 'error');
    }
  });

  it('takes no token any more from an address that has guessed too often', async () => {
    const { open, token } = await signalHouse(production);
    const good = await token('ada');
    for (let guess = 0; guess < 20; guess++) {
      const client = open({ address: '10.0.0.1' });
      client.raw(JSON.stringify({ t: 'auth', d: { token: 'guess' } }));
      assert.equal(await client.closed(), 4401);
    }
    const same = open({ address: '10.0.0.1' });
    same.raw(JSON.stringify({ t: 'auth', d: { token: good } }));
    assert.equal(await same.closed(), 3429);
    await open({ address: '10.0.0.2' }).ask('auth', { token: good });
  });

  it('is told of the end of its token 30 s before, and closed then', async () => {
    const { connect, clock } = await signalHouse();
    const ada = await connect('ada');
    for (let at = 0; at < 869_000; at += 4_000) {
      await ada.ask('ping');
      await clock.pass(4_000);
    }
    assert.deepEqual(ada.got('auth.expiring'), [{ expires_in: 30 }]);
    for (let at = 0; at < 26_000; at += 4_000) {
      await ada.ask('ping');
      await clock.pass(4_000);
    }
    await clock.pass(4_000);
    assert.equal(ada.socket.closedWith, 3401);
  });

  it('is cut after 14.5 s without a frame', async () => {
    const { connect, clock, plane } = await signalHouse();
    const ada = await connect('ada');
    await clock.pass(14_000);
    await ada.ask('ping');
    await clock.pass(14_499);
    assert.equal(ada.socket.closedWith, undefined);
    await clock.pass(1);
    assert.equal(ada.socket.closedWith, 1006);
    assert.deepEqual(plane.counts, { people: 0, sockets: 0, unproven: 0 });
  });

  it('is told of every frame that was dropped, and goes on', async () => {
    const { connect } = await signalHouse();
    const ada = await connect('ada');
    const frames: [string | Buffer, boolean, string][] = [
      ['x'.repeat(65_537), false, 'payload_too_large'],
      ['{', false, 'invalid_request'],
      ['null', false, 'invalid_request'],
      ['[]', false, 'invalid_request'],
      ['{"t":1}', false, 'invalid_request'],
      [Buffer.from([0xff, 0xfe]), true, 'invalid_request'],
      ['{"t":"ack","id":"a","d":{}}', false, 'invalid_request'],
      ['{"t":"constructor"}', false, 'invalid_request'],
      ['{"t":"__proto__"}', false, 'invalid_request'],
      ['{"t":"auth","d":{"token":"x"}}', false, 'invalid_request'],
      ['{"t":"msg.send","d":{"to":"bob","client_id":"x","content":{"text":"Hi"}}}', false, 'invalid_request'],
      [
        '{"t":"msg.send","d":{"to":"..","client_id":"a-client-id-0001","content":{"text":"Hi"}}}',
        false,
        'invalid_request',
      ],
    ];
    for (const [text, binary] of frames) ada.raw(text, binary);
    await ada.ask('ping');
    assert.deepEqual(
      codes(ada),
      frames.map(([, , code]) => code),
    );
    assert.equal(ada.socket.closedWith, undefined);
    assert.equal((await ada.answer('acknowledge', {})).d.field, 't');
    await ada.ask('msg.send', {
      to: 'bob',
      client_id: 'a-client-id-0001',
      content: { text: 'x'.repeat(2000) },
    });
  });

  it('survives any frame', async () => {
    const { connect } = await signalHouse();
    const t = fc.oneof(fc.constantFrom(...Object.keys(clientFrames)), fc.string());
    const d = fc.oneof(
      fc.object({
        key: fc.constantFrom(
          'to',
          'group',
          'identity',
          'identities',
          'conversation',
          'content',
          'limit',
          '__proto__',
        ),
      }),
      fc.anything(),
    );
    const frame = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ t, id: fc.string(), d }).map((each) => JSON.stringify(each) ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 20 }), async (frames) => {
        const ada = await connect('ada');
        for (const each of frames) ada.raw(each);
        await ada.ask('ping');
        assert.equal(codes(ada).filter((code) => code === 'unavailable').length, 0);
        ada.close(1000);
      }),
      { ...replay, numRuns: 100 },
    );
  });

  it('has 40 frames in 2 s, and is not read until then', async ({ mock }) => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const { connect, clock } = await signalHouse(production);
    const ada = await connect('ada');
    const other = await connect('ada');
    for (let frame = 0; frame < 20; frame++) await ada.ask('ping');
    for (let frame = 0; frame < 20; frame++) await other.ask('ping');
    const refused = await ada.answer('ping');
    assert.deepEqual([refused.d.code, refused.d.retry_after], ['rate_limited', 2]);
    assert.equal(ada.socket.paused, true);
    mock.timers.tick(2_000);
    await clock.pass(2_000);
    assert.equal(ada.socket.paused, false);
    await ada.ask('ping');
  });

  it('is not read while its frames wait', async () => {
    const { connect } = await signalHouse();
    const ada = await connect('ada');
    ada.socket.stall();
    for (let frame = 0; frame < 40; frame++) ada.raw('{"t":"ping"}');
    await calm();
    assert.equal(ada.socket.paused, true);
    assert.equal(ada.got('pong').length, 1);
    ada.socket.read();
    await calm();
    assert.equal(ada.socket.paused, false);
    assert.equal(ada.got('pong').length, 40);
  });

  it('that is not read is cut above 1 MiB, and nothing more is written', async () => {
    const { connect, plane } = await signalHouse();
    const [ada, bob] = [await connect('ada'), await connect('bob')];
    bob.socket.stall();
    const text = 'x'.repeat(2000);
    for (let index = 0; bob.socket.closedWith === undefined && index < 600; index++)
      await ada.ask('msg.send', {
        to: 'bob',
        client_id: `a-client-id-${1000 + index}`,
        content: { text, data: 'y'.repeat(5000) },
      });
    assert.equal(bob.socket.closedWith, 1006);
    const written = bob.socket.bufferedAmount;
    assert.ok(written > mostQueued && written < mostQueued + 16_384, `${written}`);
    await ada.ask('msg.send', { to: 'bob', client_id: 'the-last-client-id', content: { text } });
    assert.equal(bob.socket.bufferedAmount, written);
    assert.equal(plane.counts.sockets, 1);
  });

  it('is the 11th of a person, and is refused for good', async () => {
    const { open, token, connect } = await signalHouse(production);
    const first = await connect('ada');
    for (let socket = 1; socket < 10; socket++) await connect('ada');
    const tries = [open(), open()];
    tries[0]!.raw(JSON.stringify({ t: 'auth', d: { token: await token('ada') } }));
    assert.equal(await tries[0]!.closed(), 4429);
    first.close(1000);
    await tries[1]!.ask('auth', { token: await token('ada') });
  });

  it('without a token is one of 50 of an address', async () => {
    const { open, plane, clock } = await signalHouse({ ...production, trustProxy: 1 });
    const from = (address: string) => (name: string) => (name === 'x-forwarded-for' ? address : undefined);
    for (let socket = 0; socket < 50; socket++)
      open(plane.admit(from('10.0.0.1'), undefined) as { address: string });
    assert.throws(() => plane.admit(from('10.0.0.1'), undefined), { code: 'rate_limited' });
    plane.admit(from('10.0.0.2'), undefined);
    await clock.pass(5_000);
    plane.admit(from('10.0.0.1'), undefined);
    assert.equal(plane.counts.unproven, 0);
  });

  it('is closed for good by a ban from the whole app, and not by one from a room', async () => {
    const { connect, join, call, app } = await signalHouse();
    const [ada, watcher] = [await connect('ada'), await connect('bob')];
    await watcher.ask('presence.subscribe', { identities: ['ada'] });
    const host = await join('host', { role: 'host' });
    await host.as('POST', '/../ban', { identity: 'ada', room_name: 'lobby' });
    assert.equal(ada.socket.closedWith, undefined);
    const headers = { 'x-app-secret': app.secret };
    assert.equal((await call('POST', '/rooms/ban', { body: { identity: 'ada' }, headers })).status, 200);
    assert.equal(ada.socket.closedWith, 4403);
    assert.deepEqual(
      watcher.got('presence').map(({ status }) => status),
      ['online', 'offline'],
    );
  });
});

describe('a handshake', () => {
  it('comes from a page of an app, or from no page', async () => {
    const { plane } = await signalHouse(production);
    const from = (origin?: string) =>
      plane.admit((name) => (name === 'origin' ? origin : undefined), '10.0.0.1');
    assert.equal(from('https://shop.example').origin, 'https://shop.example');
    assert.equal(from().origin, undefined);
    for (const origin of [
      'https://evil.example',
      'null',
      'https://shop.example.evil.example',
      'http://shop.example',
    ])
      assert.throws(() => from(origin), { code: 'forbidden' });
  });

  it('of another machine is refused by a development engine', async () => {
    const { plane } = await signalHouse();
    const from = (headers: Record<string, string>) => plane.admit((name) => headers[name], '127.0.0.1');
    from({ host: '127.0.0.1:4000' });
    for (const headers of [
      { host: 'evil.example' },
      { host: '127.0.0.1', 'x-forwarded-for': '10.0.0.1' },
      {},
    ] as Record<string, string>[])
      assert.throws(() => from(headers), { code: 'forbidden' });
  });
});
