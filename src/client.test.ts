import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UTDStreamClient } from './client.ts';
import { UTDStreamError } from './errors/errors.ts';

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
