import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { OnAirOptions } from '../../model/options.ts';

async function seated(more: OnAirOptions = {}) {
  const edge = new FakePlatform();
  const options = { appId: '1234567890', roomName: 'lobby', ...more };
  const room = new AudioRoomController(null, options, edge);
  await room.join();
  edge.link.grant(true);
  await room.seats.take(0);
  await settled();
  return { edge, room, page: edge.page };
}

describe('on a seat', () => {
  it('the screen is kept awake, and only there', async () => {
    const { edge, room, page } = await seated();
    assert.equal(page.awake.size, 1);
    edge.push(0, { identity: null });
    await settled();
    assert.equal(page.awake.size, 0);
    await room.seats.take(1);
    await room.leave();
    await settled();
    assert.equal(page.awake.size, 0);
  });

  it('the system shows the room and whether my microphone is on, and its buttons mute and hang up', async () => {
    const { room, page } = await seated();
    assert.deepEqual([page.shown?.title, page.shown?.microphone], ['lobby', true]);
    page.shown!.onMicrophone();
    await settled();
    assert.deepEqual([room.media.micEnabled.get(), page.shown?.microphone], [false, false]);
    page.shown!.onMicrophone();
    await settled();
    assert.equal(page.shown?.microphone, true);
    page.shown!.onHangUp();
    await settled();
    assert.equal(room.connection.ended.get()?.why, 'left');
    assert.equal(page.shown, undefined);
  });

  it('each can be switched off', async () => {
    const silent = await seated({ mediaSession: false });
    assert.deepEqual([silent.page.awake.size, silent.page.shown], [1, undefined]);
    const dark = await seated({ wakeLock: false });
    assert.deepEqual([dark.page.awake.size, dark.page.shown?.title], [0, 'lobby']);
  });

  it('an outage changes nothing, and the way back asks for nothing twice', async () => {
    const { edge, page } = await seated();
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(0);
    await settled();
    assert.equal(edge.link.connects.length, 2);
    assert.equal(page.awake.size, 1);
  });
});
