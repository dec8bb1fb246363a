import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CallController } from '../../src/controllers/call-controller.ts';
import { UTDStreamError } from '../../src/errors/errors.ts';
import { createEngineApi, type EngineApi } from '../../src/platform/engine-http/engine-api.ts';
import { systemClock, type Clock } from '../../src/platform/page/clock.ts';
import { tabStorage } from '../../src/platform/page/tab-session.ts';
import type { CallFrame } from '../../src/protocol/call/call-frames.ts';
import type { EndpointName } from '../../src/protocol/rest/endpoints.ts';
import { gate } from '../support/fakes/chatting.ts';
import { settled } from '../support/fakes/fake-clock.ts';
import { until } from '../support/engine/signal-client.ts';
import { FakePlatform } from '../support/fakes/fake-platform.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { nodeSignal } from '../support/signalling/node-signal.ts';
import { app, serveEngine } from '../support/signalling/signal-engine.ts';

/** A call looks after itself half a minute later, and the process does not wait for that. */
const clock: Clock = {
  now: systemClock.now,
  after(ms, fn, signal) {
    const timer = setTimeout(fn, ms).unref();
    signal?.addEventListener('abort', () => clearTimeout(timer), { once: true });
  },
};

describe('Two call controllers at a real engine', () => {
  let served: Awaited<ReturnType<typeof serveEngine>>;
  before(async () => void (served = await serveEngine({ log: () => {} })));
  after(() => served.close());
  const connected: ReturnType<typeof nodeSignal>[] = [];
  after(() => Promise.all(connected.map(({ signal }) => signal.disconnect())));

  /** A device with real requests and sockets, and with a media server of its own that grants everything. */
  const device = async (identity: string) => {
    const { signal, ...plane } = nodeSignal(served.url, identity);
    connected.push({ signal, ...plane });
    await signal.connect();
    const frames: CallFrame[] = [];
    signal.onCall((frame) => frames.push(frame));
    const edge = new FakePlatform();
    edge.link.all = [person(identity)];
    edge.link.grant(true);
    /** The names of the requests whose next answer is lost. */
    const loses: EndpointName[] = [];
    const asked: EndpointName[] = [];
    /** The way of the requests to end a call. */
    const ends = { way: Promise.resolve() };
    const losing = (api: EngineApi): EngineApi => ({
      async call(name, request) {
        asked.push(name);
        if (name === 'endCall') await ends.way;
        const answer = await api.call(name, request);
        const at = loses.indexOf(name);
        if (at < 0) return answer;
        loses.splice(at, 1);
        throw new UTDStreamError('network', request.attempted);
      },
    });
    const options = { appId: app.id, appKey: app.key, baseUrl: served.url, identity, signal };
    const { ring } = new CallController(null, options, {
      ...edge,
      clock,
      storage: tabStorage(),
      api: (...args) => losing(createEngineApi(...args)),
    });
    /** The statuses that this person was told of a call. */
    const told = (id: string | null) =>
      frames
        .filter(({ d }) => d.call_id === id)
        .map((frame) => (frame.t === 'call.incoming' ? 'incoming' : frame.d.status));
    return {
      ring,
      loses,
      ends,
      told,
      count: (name: EndpointName) => asked.filter((each) => each === name).length,
    };
  };
  const rings = ({ ring }: Awaited<ReturnType<typeof device>>) =>
    until('it rings', () => ring.status.get() === 'ringing');

  it('make one call where the answer to the start is lost twice', async () => {
    const [ada, bob] = [await device('ada'), await device('bob')];
    ada.loses.push('startCall', 'startCall');
    await ada.ring.start({ calleeIdentity: 'bob' });
    await rings(bob);
    const id = ada.ring.callId.get();
    assert.deepEqual([bob.ring.callId.get(), ada.count('startCall')], [id, 3]);
    await ada.ring.end();
    await until('the ring ends', () => bob.ring.status.get() === 'cancelled');
    assert.deepEqual(new Set(bob.told(id)), new Set(['incoming', 'ringing', 'cancelled']));
  });

  it('are in one call where the answer to an accept is lost twice', async () => {
    const [cleo, dan] = [await device('cleo'), await device('dan')];
    await cleo.ring.start({ calleeIdentity: 'dan' });
    await rings(dan);
    dan.loses.push('acceptCall', 'acceptCall');
    await dan.ring.accept();
    const id = cleo.ring.callId.get();
    await until('the caller hears of the answer', () => cleo.ring.status.get() === 'active');
    assert.deepEqual(
      [dan.ring.status.get(), dan.ring.callId.get(), dan.count('acceptCall')],
      ['active', id, 3],
    );
    await cleo.ring.end();
    await until('the callee hears of the end', () => dan.ring.status.get() === 'ended');
    for (const { told } of [cleo, dan])
      assert.equal(told(id).filter((status) => status === 'active').length, 1);
  });

  it('call anew right after the end of a call, which the engine hears of late', async () => {
    const [eve, fay] = [await device('eve'), await device('fay')];
    const ids = new Set<string | null>();
    let starting = eve.ring.start({ calleeIdentity: 'fay' });
    for (const answered of [false, true, false]) {
      await starting;
      const id = eve.ring.callId.get();
      ids.add(id);
      await until('it rings', () => fay.ring.status.get() === 'ringing' && fay.ring.callId.get() === id);
      if (answered) await fay.ring.accept();
      const { promise, open } = gate();
      eve.ends.way = promise;
      void eve.ring.end();
      starting = eve.ring.start({ calleeIdentity: 'fay' });
      for (let turn = 0; turn < 10; turn++) await settled();
      assert.equal(eve.count('startCall'), ids.size);
      open();
    }
    await starting;
    await eve.ring.end();
    assert.equal(ids.size, 3);
  });
});
