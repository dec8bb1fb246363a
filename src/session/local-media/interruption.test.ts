import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';

async function interrupted() {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  await room.join();
  edge.link.grant(true);
  await room.seats.take(0);
  await settled();
  const told: boolean[] = [];
  room.on('interruptedChanged', (on) => told.push(on));
  edge.tracks[0]!.interrupt(true);
  return { edge, room, told };
}

describe('an interruption by the system', () => {
  it('is state, and over when the system gives the microphone back', async () => {
    const { edge, room, told } = await interrupted();
    assert.equal(room.media.interrupted.get(), true);
    assert.equal(room.media.micEnabled.get(), true);
    edge.tracks[0]!.interrupt(false);
    assert.deepEqual(told, [true, false]);
  });

  it('from which the microphone does not come back is mended within a second of the return, by the same publication', async () => {
    const { edge, room, told } = await interrupted();
    edge.returns.forEach((back) => back());
    await edge.clock.pass(1_000);
    assert.equal(edge.tracks.length, 2);
    assert.equal(edge.tracks[0]!.stopped, true);
    assert.equal(edge.link.published.length, 1);
    assert.equal(edge.link.published[0]!.track as unknown, edge.tracks[1]);
    assert.equal(room.media.micEnabled.get(), true);
    assert.deepEqual(told, [true, false]);
  });

  it('that is over before the return opens nothing anew', async () => {
    const { edge } = await interrupted();
    edge.tracks[0]!.interrupt(false);
    edge.returns.forEach((back) => back());
    await edge.clock.pass(1_000);
    assert.equal(edge.tracks.length, 1);
  });

  it('ends with the session', async () => {
    const { edge, room } = await interrupted();
    await room.leave();
    assert.equal(room.media.interrupted.get(), false);
    edge.tracks[0]!.interrupt(true);
    assert.equal(room.media.interrupted.get(), false);
    assert.equal(edge.clock.waiting, 0);
  });
});
