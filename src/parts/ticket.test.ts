import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeEdge } from '../../test/support/fake-edge.ts';
import { AudioRoomController } from '../controllers/audio-room-controller.ts';

/** Joins, leaves, and answers what the engine was asked. */
async function asked(edge: FakeEdge): Promise<string[]> {
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  await room.join();
  edge.calls.length = 0;
  await room.leave();
  assert.equal(room.connection.state.get(), 'disconnected');
  return edge.calls.map(({ name }) => name);
}

describe('leaving', () => {
  it('is told to the engine', async () => {
    assert.deepEqual(await asked(new FakeEdge()), ['leaveRoom']);
  });

  it('is told to nobody where another session of the page goes on in this place', async () => {
    const edge = new FakeEdge();
    edge.swapped = true;
    assert.deepEqual(await asked(edge), []);
  });
});
