import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { FrameRefusal } from '../../test/support/fakes/fake-signal-platform.ts';
import { names } from '../../test/support/fakes/record.ts';
import { conversing, signalling } from '../../test/support/fakes/signalling.ts';
import { UTDStreamError } from '../errors/errors.ts';

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

async function watching(...identities: string[]) {
  const world = await conversing();
  const stop = world.signal.subscribePresence(identities);
  await settled();
  return {
    ...world,
    stop,
    tell: (identity: string, status: string) =>
      world.edge.socket.push('presence', { identity, status, at: world.edge.time }),
    lists: () => world.sent('presence.subscribe').map((frame) => frame.identities.join(' ')),
  };
}

describe('The presence of people', () => {
  it('is a signal for each, and an event of all', async () => {
    const { signal, tell, told } = await watching('ben', 'cleo');
    assert.equal(signal.presenceOf('ben'), signal.presenceOf('ben'));
    assert.equal(signal.presenceOf('ben').get(), undefined);
    tell('ben', 'online');
    tell('ben', 'online');
    tell('cleo', 'away');
    tell('zoe', 'online');
    assert.equal(signal.presenceOf('ben').get(), 'online');
    assert.deepEqual(
      signal.presence.get(),
      new Map([
        ['ben', 'online'],
        ['cleo', 'away'],
      ]),
    );
    assert.deepEqual(names(told), ['presenceChanged', 'presenceChanged']);
  });

  it('is asked for by one frame a task, for all subscriptions together, and only on a change', async () => {
    const { signal, lists, stop, tell } = await watching('ben');
    const stops = [signal.subscribePresence(['ben', 'cleo']), signal.subscribePresence(['dan'])];
    await settled();
    assert.deepEqual(lists(), ['ben', 'ben cleo dan']);
    tell('ben', 'online');
    stop();
    stop();
    await settled();
    assert.deepEqual(lists().length, 2);
    assert.equal(signal.presenceOf('ben').get(), 'online');
    for (const each of stops) each();
    await settled();
    assert.deepEqual(lists(), ['ben', 'ben cleo dan', '']);
    assert.equal(signal.presenceOf('ben').get(), undefined);
  });

  it('is asked for again on every socket, and does not flicker in an outage', async () => {
    const { edge, tell, lists, told } = await watching('ben');
    tell('ben', 'online');
    told.length = 0;
    edge.socket.end();
    await settled();
    await edge.clock.pass(500);
    tell('ben', 'online');
    edge.socket.push('auth.expiring', { expires_in: 30 });
    await settled();
    assert.deepEqual(lists(), ['ben', 'ben', 'ben']);
    assert(!names(told).includes('presenceChanged'));
  });

  it('of a person who may not be watched any more is unknown', async () => {
    const { edge, signal, tell } = await watching('ben', 'cleo');
    tell('ben', 'online');
    tell('cleo', 'online');
    edge.answers['presence.subscribe'] = () => ({ identities: ['cleo'] });
    edge.socket.end();
    await settled();
    await edge.clock.pass(500);
    assert.deepEqual(signal.presence.get(), new Map([['cleo', 'online']]));
  });

  it('is watched from before the connect, and after the next one', async () => {
    const { signal, edge } = signalling();
    const stop = signal.subscribePresence(['ben']);
    await settled();
    await signal.connect();
    await settled();
    assert.deepEqual(edge.socket.sent('presence.subscribe'), [{ identities: ['ben'] }]);
    await signal.disconnect();
    await signal.connect();
    await settled();
    assert.deepEqual(edge.socket.sent('presence.subscribe'), [{ identities: ['ben'] }]);
    stop();
  });

  it('follows a list that changes while it is asked for', async () => {
    const { signal, edge, lists } = await watching();
    edge.answers['presence.subscribe'] = () => undefined;
    signal.subscribePresence(['ben']);
    await settled();
    signal.subscribePresence(['cleo']);
    await settled();
    assert.deepEqual(lists(), ['ben']);
    edge.answers['presence.subscribe'] = ({ identities }) => ({ identities });
    edge.socket.push(
      'ack',
      { identities: ['ben'] },
      edge.socket.frames.findLast(({ t }) => t === 'presence.subscribe')!.id,
    );
    await settled();
    assert.deepEqual(lists(), ['ben', 'ben cleo']);
  });

  it('that the engine refuses to tell is an error event', async () => {
    const { signal, edge, details } = await watching();
    edge.answers['presence.subscribe'] = () => {
      throw new FrameRefusal('feature_disabled');
    };
    signal.subscribePresence(['ben']);
    await settled();
    assert.deepEqual(
      details('error').map((error) => error.code),
      ['feature_disabled'],
    );
  });

  it('is watched of 1,000 people at most, who have identities', async () => {
    const { signal } = await watching('ben');
    const crowd = Array.from({ length: 999 }, (_, index) => `p${index}`);
    signal.subscribePresence(crowd);
    signal.subscribePresence(crowd);
    for (const wrong of [['one-more'], ['_x']])
      assert.throws(() => signal.subscribePresence(wrong), code('invalid_request'));
  });
});

describe('The status of this device', () => {
  it('is told by the auth frame, and set by a frame', async () => {
    const { signal, edge, sent } = await conversing();
    await signal.setPresence('away');
    assert.deepEqual(sent('presence.set'), [{ status: 'away' }]);
    edge.socket.end();
    await settled();
    await edge.clock.pass(500);
    assert.equal(sent('auth').at(-1).status, 'away');
    await assert.rejects(signal.setPresence('asleep' as never), code('invalid_request'));
  });

  it('is set before the connect', async () => {
    const { signal, edge } = signalling({ status: 'away' });
    await signal.setPresence('offline');
    await signal.connect();
    assert.equal(edge.socket.sent('auth')[0].status, 'offline');
  });

  it('that is set twice in an outage is the later one', async () => {
    const { signal, edge, sent } = await conversing();
    edge.socket.end();
    await settled();
    const set = [signal.setPresence('away'), signal.setPresence('online')];
    await edge.clock.pass(500);
    await Promise.all(set);
    assert.deepEqual(
      sent('presence.set').map(({ status }) => status),
      ['online', 'online'],
    );
  });
});
