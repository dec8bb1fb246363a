import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { FrameRefusal } from '../../test/support/fakes/fake-signal-platform.ts';
import { names } from '../../test/support/fakes/record.ts';
import { signalling } from '../../test/support/fakes/signalling.ts';
import { UTDStreamError } from '../errors/errors.ts';
import type { CredentialsProvider, SignalOptions } from '../model/signalling.ts';
import { closeCodes } from '../protocol/signalling/close-codes.ts';
import { backoff } from './signal-connection.ts';

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

/** The longest wait before the first try of a reconnect. */
const firstTry = 500;

/** A client that is connected. */
async function connected(options: SignalOptions = {}) {
  const world = signalling(options);
  await world.connect();
  return world;
}

describe('Connecting', () => {
  it('sends the token in the first frame, and resolves when the engine has named the person', async () => {
    const { signal, edge, told } = signalling({ status: 'away' });
    assert.equal(signal.state.get(), 'disconnected');
    const connecting = signal.connect();
    assert.equal(signal.state.get(), 'connecting');
    assert.equal(signal.connect(), connecting);
    await connecting;
    assert.deepEqual(edge.socket.sent('auth'), [{ token: 'token-1', status: 'away' }]);
    assert.equal(edge.socket.frames[0]!.t, 'auth');
    assert.doesNotMatch(edge.socket.url, /token-1/);
    assert.equal(signal.identity.get(), 'ada');
    assert.equal(signal.state.get(), 'connected');
    assert.equal(signal.ended.get(), null);
    assert.deepEqual(
      told.filter(([event]) => event === 'signalStateChanged').map(([, detail]) => detail),
      ['connecting', 'connected'],
    );
  });

  it('asks the page’s own backend where there is a token-url alone', async () => {
    const { edge, signal } = signalling({ credentialsProvider: undefined, tokenUrl: '/signal-token' });
    await signal.connect();
    assert.deepEqual(edge.socket.sent('auth'), [{ token: 'by-url', status: 'online' }]);
  });

  it('needs a provider or a token-url', async () => {
    const { signal } = signalling({ credentialsProvider: undefined });
    await assert.rejects(signal.connect(), code('invalid_request'));
  });

  const rubbish: [string, CredentialsProvider, string][] = [
    ['rejects', () => Promise.reject(new TypeError('Failed to fetch')), 'network'],
    [
      'throws',
      () => {
        throw new Error('no backend');
      },
      'network',
    ],
    [
      'rejects with an error of this library',
      () => Promise.reject(new UTDStreamError('banned', 'x')),
      'banned',
    ],
    ['answers nothing', async () => undefined as never, 'malformed_token'],
    ['answers no token', async () => ({ url: 'wss://engine.example/s' }) as never, 'malformed_token'],
    ['answers an empty token', async () => ({ token: '', url: 'wss://e.example/s' }), 'malformed_token'],
    ['answers no address', async () => ({ token: 't', url: 'nowhere' }), 'malformed_token'],
    [
      'answers an address of another kind',
      async () => ({ token: 't', url: 'https://e.example/' }),
      'malformed_token',
    ],
    ['answers plain text', async () => ({ token: 't', url: 'ws://e.example/' }), 'malformed_token'],
  ];
  for (const [does, credentialsProvider, expected] of rubbish)
    it(`fails where the provider ${does}`, async () => {
      const { signal, edge } = signalling({ credentialsProvider });
      await assert.rejects(signal.connect(), code(expected));
      assert.equal(signal.state.get(), 'disconnected');
      const ended = signal.ended.get()!;
      assert.equal(ended.why, 'failed');
      assert.equal(ended.error!.code, expected);
      assert.equal(ended.message, ended.error!.message);
      assert.equal(edge.sockets.length, 0);
    });

  it('connects in a browser without URL.canParse', async (test) => {
    const { canParse } = URL;
    Reflect.deleteProperty(URL, 'canParse');
    test.after(() => void Object.assign(URL, { canParse }));
    const { signal } = signalling({
      credentialsProvider: async () => ({ token: 't', url: 'wss://e.example/s' }),
    });
    await signal.connect();
    assert.equal(signal.state.get(), 'connected');
  });

  it('fails where the provider never answers, and aborts the provider', async () => {
    let asked: AbortSignal | undefined;
    const { signal, edge } = signalling({
      credentialsProvider: ({ signal: ask }) => ((asked = ask), new Promise(() => {})),
    });
    const failed = assert.rejects(signal.connect(), code('timeout'));
    await edge.clock.pass(15_000);
    await failed;
    assert(asked!.aborted);
  });

  it('is called off by disconnect, and an answer of the provider that comes later opens no socket', async () => {
    let answer: (credentials: { token: string; url: string }) => void = () => {};
    const { signal, edge } = signalling({
      credentialsProvider: () => new Promise((resolve) => (answer = resolve)),
    });
    const failed = assert.rejects(signal.connect(), code('cancelled'));
    await settled();
    await signal.disconnect();
    await failed;
    answer({ token: 't', url: 'ws://127.0.0.1/' });
    await settled();
    assert.equal(edge.sockets.length, 0);
    assert.equal(signal.ended.get()!.why, 'left');
    assert.equal(edge.clock.waiting, 0);
  });

  it('is called off while a socket opens, which is given up', async () => {
    const { signal, edge } = signalling();
    edge.reach = 'hangs';
    const failed = assert.rejects(signal.connect(), code('cancelled'));
    await settled();
    await signal.disconnect();
    await failed;
    assert.equal(edge.socket.leftWith, 3000);
    assert.equal(edge.clock.waiting, 0);
  });

  it('is tried three times where the engine cannot be reached', async () => {
    const { signal, edge, asked } = signalling();
    edge.reach = 1006;
    const failed = assert.rejects(signal.connect(), code('network'));
    await edge.clock.pass(2_000);
    await failed;
    assert.equal(edge.sockets.length, 3);
    assert.equal(asked.length, 3);
    assert.equal(signal.ended.get()!.why, 'failed');
  });

  it('is tried again where a socket does not open within 15 s', async () => {
    const { signal, edge } = signalling();
    edge.reach = 'hangs';
    const connecting = signal.connect();
    await edge.clock.pass(14_999);
    assert.equal(edge.sockets.length, 1);
    edge.reach = 'opens';
    await edge.clock.pass(firstTry + 1);
    await connecting;
    assert.equal(edge.sockets.length, 2);
  });

  it('fails at once where the browser opens no socket', async () => {
    const { signal, edge } = signalling();
    edge.openSocket = () => {
      throw new DOMException('Mixed content', 'SecurityError');
    };
    await assert.rejects(signal.connect(), code('unsupported'));
    assert.equal(signal.state.get(), 'disconnected');
  });

  it('is possible again after a failure, and after disconnect', async () => {
    const { signal, edge } = signalling();
    edge.refuses = { code: 4401 };
    await assert.rejects(signal.connect(), code('unauthenticated'));
    edge.refuses = undefined;
    await signal.connect();
    await signal.disconnect();
    await signal.connect();
    assert.equal(signal.state.get(), 'connected');
    assert.equal(signal.ended.get(), null);
  });
});

describe('Disconnecting', () => {
  it('says goodbye, and forgets the person', async () => {
    const { signal, edge, told } = await connected();
    await signal.disconnect();
    assert.equal(edge.socket.leftWith, 1000);
    assert.equal(signal.state.get(), 'disconnected');
    assert.equal(signal.identity.get(), null);
    assert.deepEqual(signal.ended.get(), { why: 'left', message: 'You left the signalling plane.' });
    assert.deepEqual(names(told), ['signalStateChanged']);
    assert.equal(edge.clock.waiting, 0);
    assert.equal(edge.page.returns.size, 0);
    await signal.disconnect();
    assert.deepEqual(names(told), ['signalStateChanged']);
  });

  it('ends a wait for the next try', async () => {
    const { signal, edge } = await connected();
    edge.socket.end();
    await settled();
    assert.equal(signal.state.get(), 'reconnecting');
    await signal.disconnect();
    await edge.clock.pass(60_000);
    assert.equal(edge.sockets.length, 1);
  });
});

describe('A socket that is closed', () => {
  const again = { 1006: 'broke', 1012: 'service restart', ...nameByCode(closeCodes), 3000: '', 3499: '' };
  for (const [text, name] of Object.entries(again)) {
    const closed = Number(text);
    const stays = (closed >= 3500 && closed < 4000) || closed >= 4400 || closed === 1009;
    it(`with ${closed} ${name} is ${stays ? 'the end' : 'replaced, with fresh credentials'}`, async () => {
      const { signal, edge, asked, told } = await connected();
      edge.socket.end(closed);
      await settled();
      if (!stays) {
        assert.equal(signal.state.get(), 'reconnecting');
        await edge.clock.pass(firstTry);
        assert.equal(signal.state.get(), 'connected');
        assert.deepEqual(edge.socket.sent('auth'), [{ token: 'token-2', status: 'online', resume: {} }]);
        assert.deepEqual(names(told), ['signalStateChanged', 'signalStateChanged']);
      } else {
        await edge.clock.pass(60_000);
        assert.equal(signal.state.get(), 'disconnected');
        assert.equal(asked.length, 1);
        const { why, error } = signal.ended.get()!;
        assert.equal(error!.code, why);
        assert.equal(names(told).at(-1), 'error');
      }
    });
  }

  it('with a refusal before it ends with the refusal', async () => {
    const { signal, edge } = await connected();
    edge.refuses = { code: 4403, error: new FrameRefusal('banned') };
    edge.socket.end();
    await settled();
    await edge.clock.pass(firstTry);
    assert.equal(signal.ended.get()!.why, 'banned');
  });

  it('with a wait before it is not replaced earlier, also where the page is back', async () => {
    const { signal, edge } = await connected();
    edge.refuses = { code: 3429, error: new FrameRefusal('rate_limited', { retry_after: 7 }) };
    edge.socket.end();
    await settled();
    await edge.clock.pass(firstTry);
    edge.refuses = undefined;
    for (const back of edge.page.returns) back();
    await edge.clock.pass(6_400);
    assert.equal(signal.state.get(), 'reconnecting');
    await edge.clock.pass(600);
    assert.equal(signal.state.get(), 'connected');
  });
});

function nameByCode(codes: Readonly<Record<string, number>>): Record<number, string> {
  return Object.fromEntries(Object.entries(codes).map(([name, value]) => [value, name]));
}

describe('The waits between the tries', () => {
  it('are any time up to a limit that doubles from 0.5 s to 30 s', () => {
    const limits = Array.from({ length: 9 }, (_, tries) => backoff(tries, 1));
    assert.deepEqual(limits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    assert.equal(backoff(2, 0), 0);
    assert.equal(backoff(2, 0.5), 1_000);
  });

  it('grow with each try, and begin anew after 10 s of calm', async () => {
    mock.method(Math, 'random', () => 1);
    try {
      const { edge } = await connected();
      const tries = async (wait: number) => {
        const before = edge.sockets.length;
        await edge.clock.pass(wait - 1);
        assert.equal(edge.sockets.length, before);
        await edge.clock.pass(1);
        assert.equal(edge.sockets.length, before + 1);
      };
      edge.reach = 1006;
      edge.socket.end();
      await settled();
      await tries(500);
      await tries(1_000);
      edge.reach = 'opens';
      await tries(2_000);
      await edge.clock.pass(9_999);
      edge.socket.end();
      await settled();
      await tries(4_000);
      await edge.clock.pass(10_000);
      edge.socket.end();
      await settled();
      await tries(500);
    } finally {
      mock.restoreAll();
    }
  });

  it('end at once when the network, the person or the page is back', async () => {
    const { edge, signal } = await connected();
    edge.reach = 1006;
    edge.socket.end();
    await edge.clock.pass(120_000);
    edge.reach = 'opens';
    for (const back of edge.page.returns) back();
    await settled();
    assert.equal(signal.state.get(), 'connected');
  });
});

describe('A provider that fails in an outage', () => {
  /** A provider that gives the first credentials, and then does as the test says. */
  async function world(then: CredentialsProvider) {
    let provider: CredentialsProvider = async () => ({ token: 't', url: 'ws://127.0.0.1/' });
    const made = await connected({ credentialsProvider: (ask) => provider(ask) });
    const first = provider;
    provider = then;
    made.edge.socket.end();
    await settled();
    return { ...made, heal: () => (provider = first) };
  }

  it('is asked again, and announced once', async () => {
    let tries = 0;
    const { edge, signal, details, heal } = await world(() => {
      tries++;
      return Promise.reject(new TypeError('Failed to fetch'));
    });
    await edge.clock.pass(60_000);
    assert(tries > 2);
    assert.equal(signal.state.get(), 'reconnecting');
    assert.deepEqual(
      details('error').map((error) => (error as UTDStreamError).code),
      ['network'],
    );
    heal();
    await edge.clock.pass(30_000);
    assert.equal(signal.state.get(), 'connected');
  });

  it('is asked again where it never answers', async () => {
    const { edge, signal, heal } = await world(() => new Promise(() => {}));
    await edge.clock.pass(15_000);
    heal();
    await edge.clock.pass(30_000);
    assert.equal(signal.state.get(), 'connected');
  });

  it('ends the connection where the person is signed in no more', async () => {
    const { edge, signal, details } = await world(() =>
      Promise.reject(new UTDStreamError('unauthenticated', 'get a signal token')),
    );
    await edge.clock.pass(firstTry);
    assert.equal(signal.state.get(), 'disconnected');
    assert.equal(signal.ended.get()!.why, 'unauthenticated');
    assert.equal(details('error').length, 1);
  });

  it('ends the connection where its credentials are of another person', async () => {
    const { edge, signal } = await connected();
    edge.me = 'ben';
    edge.socket.end();
    await settled();
    await edge.clock.pass(firstTry);
    assert.equal(signal.ended.get()!.why, 'unauthenticated');
    assert.match(signal.ended.get()!.message, /'ben'.*'ada'/);
    assert.equal(signal.identity.get(), null);
    assert.equal(edge.socket.leftWith, 1000);
    assert.equal(edge.clock.waiting, 0);
  });
});

describe('The heartbeat', () => {
  it('pings as often as the engine says', async () => {
    const { edge } = await connected();
    await edge.clock.pass(20_000);
    assert.equal(edge.socket.sent('ping').length, 5);
  });

  it('gives up a socket after two missed pongs, and does not wait for its close', async () => {
    const { edge, signal } = await connected();
    edge.answers.ping = () => undefined;
    await edge.clock.pass(11_999);
    assert.equal(signal.state.get(), 'connected');
    const dead = edge.socket;
    await edge.clock.pass(1);
    assert.equal(signal.state.get(), 'reconnecting');
    assert.equal(dead.leftWith, 3000);
    await edge.clock.pass(firstTry);
    assert.equal(signal.state.get(), 'connected');
  });

  it('takes any frame for a sign of life', async () => {
    const { edge, signal } = await connected();
    edge.answers.ping = (_, socket) =>
      void socket.push('presence', { identity: 'ben', status: 'online', at: edge.time });
    await edge.clock.pass(60_000);
    assert.equal(signal.state.get(), 'connected');
    assert.equal(edge.sockets.length, 1);
  });

  it('is no faster than a second, whatever the engine says', async () => {
    const world = signalling();
    world.edge.heartbeat = 0;
    await world.connect();
    await world.edge.clock.pass(3_000);
    assert.equal(world.edge.socket.sent('ping').length, 3);
  });

  it('asks at once when the page is back, and gives up within one interval', async () => {
    const { edge, signal } = await connected();
    edge.answers.ping = () => undefined;
    await edge.clock.pass(1_000);
    edge.clock.sleep(600_000);
    for (const back of edge.page.returns) back();
    assert.equal(edge.socket.sent('ping').length, 1);
    await edge.clock.pass(4_000);
    assert.equal(signal.state.get(), 'reconnecting');
  });
});

describe('A token that ends', () => {
  it('is followed by another socket before it ends, and nothing is noticed', async () => {
    const { edge, signal, told, asked } = await connected();
    const [old] = edge.sockets;
    old!.push('auth.expiring', { expires_in: 30 });
    await settled();
    assert.equal(asked.length, 2);
    assert.equal(edge.sockets.length, 2);
    assert.equal(old!.leftWith, 1000);
    assert.deepEqual(told, []);
    edge.socket.end();
    await settled();
    await edge.clock.pass(firstTry);
    assert.equal(signal.state.get(), 'connected');
    assert.equal(edge.sockets.length, 3);
  });

  it('closes the socket where the provider fails, and then the provider is asked again', async () => {
    let fails = false;
    const { edge, signal } = await connected({
      credentialsProvider: () =>
        fails ? Promise.reject(new Error('no')) : Promise.resolve({ token: 't', url: 'ws://127.0.0.1/' }),
    });
    fails = true;
    edge.socket.push('auth.expiring', { expires_in: 30 });
    await settled();
    assert.equal(signal.state.get(), 'connected');
    assert.equal(edge.sockets.length, 1);
    fails = false;
    edge.socket.end(3401);
    await settled();
    await edge.clock.pass(firstTry);
    assert.equal(signal.state.get(), 'connected');
  });

  it('calls the renewal off where the socket is lost meanwhile', async () => {
    const { edge, signal } = await connected();
    edge.reach = 'hangs';
    edge.socket.push('auth.expiring', { expires_in: 30 });
    await settled();
    const [old, renewal] = edge.sockets;
    edge.reach = 'opens';
    old!.end();
    await settled();
    assert.equal(renewal!.leftWith, 3000);
    await edge.clock.pass(firstTry);
    assert.equal(signal.state.get(), 'connected');
    assert.equal(edge.sockets.length, 3);
  });
});

describe('A frame of the engine', () => {
  it('that cannot be read is an error, and changes nothing', async () => {
    const { edge, signal, told } = await connected();
    const rubbish = [
      'no JSON',
      '[]',
      '"text"',
      'null',
      '{}',
      '{"t":1}',
      '{"t":"msg"}',
      '{"t":"msg","d":[]}',
      '{"t":"presence","d":{"identity":"ben","status":"asleep","at":"2026-01-01T12:00:00Z"}}',
      '{"t":"presence","d":{"identity":"ben","status":"online","at":"soon"}}',
      '{"t":"call.incoming","d":{"call_id":"c"}}',
      '{"t":"gap","d":{"conversation":"c"}}',
      '{"t":"auth.ok","d":{}}',
      new Uint8Array([1, 2, 3]),
    ];
    for (const each of rubbish) edge.socket.raw(each);
    assert.deepEqual(
      names(told),
      rubbish.map(() => 'error'),
    );
    assert(told.every(([, error]) => (error as UTDStreamError).code === 'protocol'));
    assert.equal(signal.state.get(), 'connected');
  });

  it('whose name is not known is ignored, with one warning for each name', async () => {
    const { edge, told, warned } = await connected();
    for (const t of ['msg.edited', 'msg.edited', 'toString', '__proto__']) edge.socket.push(t, { a: 1 });
    assert.deepEqual(told, []);
    assert.deepEqual(
      warned.map(([, about]) => about),
      [{ frame: 'msg.edited' }, { frame: 'toString' }, { frame: '__proto__' }],
    );
  });

  it('that answers nothing, or is answered already, is ignored', async () => {
    const { edge, told, signal } = await connected();
    const id = edge.socket.frames[0]!.id!;
    for (const late of [id, 'never', undefined]) {
      edge.socket.push('ack', { odd: true }, late);
      if (late) edge.socket.push('error', { code: 'forbidden', message: 'No.' }, late);
    }
    edge.socket.push('auth.ok', { identity: 'ben', server_time: edge.time, heartbeat: 1 });
    assert.deepEqual(told, []);
    assert.equal(signal.identity.get(), 'ada');
  });

  it('that is an error without a frame to answer is an error event', async () => {
    const { edge, details } = await connected();
    edge.socket.push('error', { code: 'payload_too_large', message: 'The frame was dropped.' });
    edge.socket.push('error', { code: 'of_the_future', message: 'Something else.' });
    const errors = details('error') as UTDStreamError[];
    assert.deepEqual(
      errors.map((error) => [error.code, error.rawCode]),
      [
        ['payload_too_large', 'payload_too_large'],
        ['unknown', 'of_the_future'],
      ],
    );
  });

  it('that comes after the end of its socket is ignored', async () => {
    const { edge, signal, told } = await connected();
    const { socket } = edge;
    await signal.disconnect();
    told.length = 0;
    socket.raw('no JSON');
    socket.end(4401);
    assert.deepEqual(told, []);
  });
});
