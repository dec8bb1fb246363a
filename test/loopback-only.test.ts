import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { createServer } from 'node:http';
import { get } from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import tls from 'node:tls';

const refused = /A test tried to reach 'example\.com'/;

/** Every way out, to a host that is not this machine. */
const ways: Record<string, () => unknown> = {
  'net.connect': () => net.connect(443, 'example.com'),
  'net.connect with options': () => net.connect({ port: 443, host: 'example.com' }),
  'tls.connect': () => tls.connect({ port: 443, host: 'example.com' }),
  'https.get': () => get('https://example.com'),
  'dns.lookup': () => lookup('example.com'),
  'a datagram': () => dgram.createSocket('udp4').send('x', 53, 'example.com'),
};

describe('Tests talk to this machine only', () => {
  for (const [way, reach] of Object.entries(ways))
    it(`${way} to another host is refused`, async () => {
      await assert.rejects(async () => reach(), refused);
    });

  it('fetch of another host is refused, and says why', async () => {
    await assert.rejects(fetch('https://example.com'), (error: Error) => refused.test(String(error.cause)));
  });

  it('an address of another host is refused too', () => {
    assert.throws(() => net.connect(80, '192.0.2.1'), /tried to reach '192\.0\.2\.1'/);
  });

  it('this machine answers', async () => {
    const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      for (const host of ['127.0.0.1', 'localhost'])
        assert.equal(await (await fetch(`http://${host}:${port}`)).text(), 'here');
    } finally {
      server.close();
    }
  });
});
