import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { names } from '../../test/support/fakes/record.ts';
import { conversing } from '../../test/support/fakes/signalling.ts';
import type { CallFrame } from '../protocol/call/call-frames.ts';

async function callable() {
  const world = await conversing();
  const { edge, signal } = world;
  const frames: CallFrame[] = [];
  const stop = signal.onCall((frame) => void frames.push(frame));
  return {
    ...world,
    frames,
    stop,
    ring: (call_id = 'call_1', more: object = {}) =>
      edge.socket.push('call.incoming', {
        call_id,
        type: 'audio_call',
        caller: 'ben',
        caller_name: 'Ben',
        expires_at: new Date(Date.parse(edge.time) + 30_000).toISOString(),
        metadata: { about: 'lunch' },
        ...more,
      }),
    update: (status: string, call_id = 'call_1', more: object = {}) =>
      edge.socket.push('call.update', { call_id, status, ...more }),
    ringing: () => signal.incoming.get()?.callId ?? null,
  };
}

describe('A call that rings', () => {
  it('is known with its caller, and is an event once', async () => {
    const { ring, signal, told, details } = await callable();
    ring();
    ring();
    assert.deepEqual(signal.incoming.get(), {
      callId: 'call_1',
      type: 'audio_call',
      caller: 'ben',
      name: 'Ben',
      avatar: null,
      expires: new Date('2026-01-01T12:00:30.000Z'),
      metadata: { about: 'lunch' },
    });
    assert.deepEqual(names(told), ['incomingCall']);
    assert.equal(details('incomingCall')[0], signal.incoming.get());
  });

  it('has the identity for a name that cannot be shown', async () => {
    const { ring, signal } = await callable();
    ring('call_1', { caller_name: ' \u200E ' });
    assert.equal(signal.incoming.get()!.name, 'ben');
  });

  for (const status of ['active', 'ended', 'rejected', 'missed', 'busy', 'cancelled'])
    it(`ends when it is ${status}`, async () => {
      const { ring, update, ringing } = await callable();
      ring();
      update('ringing');
      assert.equal(ringing(), 'call_1');
      update('ended', 'call_2');
      assert.equal(ringing(), 'call_1');
      update(status, 'call_1', { reason: null, by_device: 'd' });
      assert.equal(ringing(), null);
    });

  it('ends by the clock of the engine, however wrong the clock of this machine is', async () => {
    // The clock of the machine begins at 0, and the time of the engine is of 2026.
    const { edge, ring, ringing } = await callable();
    ring('call_1', { expires_at: new Date(Date.parse(edge.time) + 9_000).toISOString() });
    await edge.clock.pass(8_999);
    assert.equal(ringing(), 'call_1');
    await edge.clock.pass(1);
    assert.equal(ringing(), null);
  });

  for (const [what, expires_at] of [
    ['has no end', null],
    ['ends in a day', '2026-01-02T12:00:00Z'],
  ] as const)
    it(`ends after 30 s where it ${what}`, async () => {
      const { edge, ring, ringing } = await callable();
      ring('call_1', { expires_at });
      await edge.clock.pass(29_999);
      assert.equal(ringing(), 'call_1');
      await edge.clock.pass(1);
      assert.equal(ringing(), null);
    });

  it('is over where its end is before its beginning', async () => {
    const { edge, ring, ringing } = await callable();
    ring('call_1', { expires_at: '2025-12-31T12:00:00Z' });
    await edge.clock.pass(0);
    assert.equal(ringing(), null);
  });

  it('is followed by the next where several ring', async () => {
    const { ring, update, ringing, details } = await callable();
    ring('call_1');
    ring('call_2');
    assert.equal(details('incomingCall').length, 2);
    assert.equal(ringing(), 'call_1');
    update('cancelled');
    assert.equal(ringing(), 'call_2');
  });

  it('ends in an outage by its time, and with the connection at once', async () => {
    const { edge, signal, ring, ringing } = await callable();
    ring();
    edge.reach = 1006;
    edge.socket.end();
    await settled();
    assert.equal(ringing(), 'call_1');
    await edge.clock.pass(30_000);
    assert.equal(ringing(), null);
    edge.reach = 'opens';
    await edge.clock.pass(60_000);
    ring('call_2');
    await signal.disconnect();
    assert.equal(ringing(), null);
  });
});

describe('The frames about calls', () => {
  it('reach every listener, until it is removed', async () => {
    const { ring, update, frames, stop } = await callable();
    ring();
    update('active', 'call_1', { by_device: 'd' });
    assert.deepEqual(
      frames.map(({ t, d }) => [t, d.call_id]),
      [
        ['call.incoming', 'call_1'],
        ['call.update', 'call_1'],
      ],
    );
    stop();
    update('ended');
    assert.equal(frames.length, 2);
  });
});
