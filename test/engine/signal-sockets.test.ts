import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { from, RawSocket, tokenFor } from '../support/signalling/raw-socket.ts';
import { app, serveEngine } from '../support/signalling/signal-engine.ts';

describe('Sockets over the network', () => {
  let served: Awaited<ReturnType<typeof serveEngine>>;
  const logged: string[] = [];
  before(async () => void (served = await serveEngine({ log: (line) => logged.push(line) })));
  after(() => served.close());

  const open = (more: ConstructorParameters<typeof RawSocket>[1] = {}) =>
    new RawSocket(served.url, more).opened();
  const signedIn = async (identity: string) => {
    const socket = await open({ headers: from(identity) });
    assert.ok(await socket.signIn(await tokenFor(served.url, identity)));
    return socket;
  };
  const health = async () => (await fetch(`${served.url}/api/v1/health`)).status;

  it('carry a message from one person to another', async () => {
    const [ada, bob] = [await signedIn('ada'), await signedIn('bob')];
    const arrives = once(bob.socket, 'message');
    const content = { text: 'Hello' };
    const { d } = await ada.answer('msg.send', { to: 'bob', client_id: 'a-client-id-0001', content });
    assert.equal(d.offset, 1);
    assert.deepEqual(JSON.parse(String((await arrives)[0])).d.content, content);
    for (const each of [ada, bob]) each.socket.close(1000);
  });

  it('are refused by their address, their path, their query and their page', async () => {
    const cases = [
      [{ path: '/api/v1/other' }, 404],
      [{ path: '/api/v1/signal?token=secret' }, 400],
      [{ headers: { origin: 'https://evil.example' } }, 403],
      [{ headers: { origin: 'null' } }, 403],
    ] as const;
    for (const [more, status] of cases) assert.equal((await open(more)).closedWith, status);
    const page = await open({ headers: { origin: 'https://shop.example' } });
    assert.equal(page.closedWith, undefined);
    page.socket.close();
    assert.doesNotMatch(logged.join(), /secret/);
  });

  it('drop a frame above 64 KiB and go on, and are closed for one above 256 KiB', async () => {
    const ada = await signedIn('ada');
    ada.socket.send('x'.repeat(65_537));
    assert.equal((await ada.answer('presence.set', { status: 'away' })).t, 'ack');
    assert.deepEqual(ada.frames.map(({ t, d }) => [t, d.code]).slice(1, 2), [['error', 'payload_too_large']]);
    ada.socket.send('x'.repeat(262_145));
    assert.equal(await ada.closed(), 1009);
  });

  it('are cut where more than an auth frame comes before the token', async () => {
    const socket = await open();
    // One frame that never ends.
    const raw = (socket.socket as unknown as { _socket: import('node:net').Socket })._socket;
    raw.write(Buffer.from([0x81, 0xfe, 0xff, 0xff, 0, 0, 0, 0]));
    for (let sent = 0; sent < 6; sent++) raw.write(Buffer.alloc(1024, 'x'));
    assert.equal(await socket.closed(), 1006);
    assert.equal(await health(), 200);
  });

  it('without a token are 50 of an address, and are gone after 5 s; other people notice nothing', async () => {
    const begin = performance.now();
    const sockets = await Promise.all(Array.from({ length: 100 }, () => open({ headers: from('10.9.9.9') })));
    const refused = sockets.filter(({ closedWith }) => closedWith === 429);
    assert.equal(refused.length, 50);
    const ada = await signedIn('ada');
    assert.equal(await health(), 200);
    assert.equal((await ada.answer('presence.set', { status: 'online' })).t, 'ack');
    const codes = await Promise.all(
      sockets.filter((each) => !refused.includes(each)).map((each) => each.closed()),
    );
    assert.deepEqual(new Set(codes), new Set([3408]));
    assert.ok(performance.now() - begin > 4_900);
    assert.equal((await open({ headers: from('10.9.9.9') })).closedWith, undefined);
    assert.equal(ada.closedWith, undefined);
  });

  it('that are half a handshake are cut', async () => {
    const { port } = new URL(served.url);
    const socket = connectTcp(Number(port), '127.0.0.1');
    socket.on('error', () => {}).resume();
    socket.write('GET /api/v1/signal HTTP/1.1\r\nHost: a\r\n');
    const drip = setInterval(() => socket.write('X-Slow: 1\r\n'), 1_000);
    await once(socket, 'close');
    clearInterval(drip);
  });

  it('that are not read are cut, and the others get their messages', async () => {
    const [slow, reader] = [await signedIn('slow'), await signedIn('reader')];
    const { bus, signalling } = served.engine;
    const before = signalling.counts.sockets;
    let got = 0;
    reader.onFrame = ({ t }) => void (got += Number(t === 'typing'));
    slow.dieSilently();
    const frame = JSON.stringify({
      t: 'typing',
      d: { conversation: 'x'.repeat(8_000), from: 'ada', on: true },
    });
    let sent = 0;
    // The network of this machine takes some megabytes by itself.
    for (; signalling.counts.sockets === before && sent < 4_000; sent++) {
      for (const identity of ['slow', 'reader'])
        bus.publish({ app: app.id, identity, channel: 'devices' }, { frame });
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(signalling.counts.sockets, before - 1);
    for (let wait = 0; wait < 200 && got < sent; wait++) await pause(50);
    assert.equal(got, sent);
    assert.equal(reader.closedWith, undefined);
    slow.socket.terminate();
  });

  it('show no token in the log', async () => {
    const token = await tokenFor(served.url, 'ada');
    const socket = await open();
    socket.send('auth', { token: `${token}x` });
    assert.equal(await socket.closed(), 4401);
    assert.ok(!logged.join().includes(token.slice(0, 20)));
  });
});

describe('An engine that stops', () => {
  it('closes its sockets so that clients come back', async () => {
    const served = await serveEngine();
    const ada = new RawSocket(served.url, { headers: from('ada') });
    assert.ok(await ada.signIn(await tokenFor(served.url, 'ada')));
    await Promise.all([served.close(), ada.closed()]);
    assert.equal(ada.closedWith, 3001);
  });

  it('waits for no client that does not answer', async () => {
    const served = await serveEngine();
    const ada = new RawSocket(served.url, { headers: from('ada') });
    assert.ok(await ada.signIn(await tokenFor(served.url, 'ada')));
    ada.dieSilently();
    const begin = performance.now();
    await served.close();
    assert.ok(performance.now() - begin < 10_000);
    ada.socket.terminate();
  });
});
