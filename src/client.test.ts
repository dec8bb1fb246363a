import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { UTDStreamClient } from './client.ts';
import { UTDStreamError } from './errors/errors.ts';

// A session asks the engine where there is WebRTC, which Node has not.
before(() => Object.assign(globalThis, { RTCPeerConnection: EventTarget }));
after(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'));

const at = { appId: '1234567890', baseUrl: 'http://127.0.0.1:1' };

describe('a client', () => {
  it('makes sessions with its own credentials and person', () => {
    const client = new UTDStreamClient(at);
    client.authenticate({ name: 'Ada' });
    const room = client.audioRoom({ roomName: 'lobby' });
    assert.deepEqual([room.roomName, room.connection.state.get()], ['lobby', 'disconnected']);
  });

  it('joins what it makes, and rejects where that fails', async () => {
    const joining = new UTDStreamClient(at).joinAudioRoom({ roomName: 'lobby' });
    await assert.rejects(joining, (error) => error instanceof UTDStreamError && error.code === 'network');
  });

  it('makes and joins live streams likewise', async () => {
    const client = new UTDStreamClient(at);
    const stream = client.liveStream({ roomName: 'show', asHost: true });
    assert.deepEqual(
      [stream.roomName, stream.product, stream.stage.live.get()],
      ['show', 'live_stream', false],
    );
    const joining = client.joinLiveStream({ roomName: 'show' });
    await assert.rejects(joining, (error) => error instanceof UTDStreamError && error.code === 'network');
  });

  it('makes sessions for calls of either kind', () => {
    for (const type of ['audio_call', 'video_call'] as const) {
      const call = new UTDStreamClient(at).callSession(type);
      assert.deepEqual([call.product, call.ring.status.get(), call.roomName], [type, 'idle', '']);
    }
  });

  it('makes signalling clients', async () => {
    const signal = new UTDStreamClient(at).signalClient({
      credentialsProvider: () => Promise.reject(new UTDStreamError('forbidden', 'get a signal token')),
    });
    assert.equal(signal.state.get(), 'disconnected');
    await assert.rejects(
      signal.connect(),
      (error) => error instanceof UTDStreamError && error.code === 'forbidden',
    );
  });

  it('gives every call of the engine, typed', async () => {
    const { api } = new UTDStreamClient(at);
    const reading = api.call('readRoom', {
      attempted: 'read the lobby',
      params: { room: 'lobby' },
      bearer: 'x',
    });
    await assert.rejects(reading, /Could not read the lobby: the engine cannot be reached/);
  });
});
