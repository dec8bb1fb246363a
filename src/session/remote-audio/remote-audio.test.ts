import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { names, record } from '../../../test/support/fakes/record.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';

/** A room in which ada and bob speak. */
async function listening() {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  await room.join();
  edge.link.show(person('me'), person('ada', { microphone: true }), person('bob', { microphone: true }));
  edge.push(1, { identity: 'ada' });
  edge.push(2, { identity: 'bob' });
  for (const each of ['ada', 'bob']) edge.link.sound(each);
  return { edge, room, heard: () => [...edge.playing.keys()].sort(), told: record(room) };
}

describe('how loud somebody is for me', () => {
  it('is set for one person and told, and put back by 1', async () => {
    const { edge, room, told } = await listening();
    room.audio.setVolume('ada', 1.5);
    assert.deepEqual(
      [...edge.volumes],
      [
        ['ada', 1.5],
        ['bob', 1],
      ],
    );
    assert.deepEqual([...room.audio.volumes.get()], [['ada', 1.5]]);
    room.audio.setVolume('ada', 1);
    assert.equal(edge.volumes.get('ada'), 1);
    assert.deepEqual(names(told), ['volumesChanged', 'volumesChanged']);
  });

  it('at 0 is not attached at all, and comes back', async () => {
    const { room, heard } = await listening();
    room.audio.setVolume('ada', 0);
    assert.deepEqual(heard(), ['bob']);
    room.audio.setVolume('ada', 2);
    assert.deepEqual(heard(), ['ada', 'bob']);
  });

  it('is a number from 0 to 2', async () => {
    const { room } = await listening();
    for (const wrong of [-0.1, 2.1, NaN, '1' as never])
      assert.throws(
        () => room.audio.setVolume('ada', wrong),
        (error) =>
          error instanceof UTDStreamError && error.code === 'invalid_request' && error.field === 'volume',
      );
  });

  it('is nothing while I have muted everybody, and then what it was', async () => {
    const { edge, room, heard } = await listening();
    room.audio.setVolume('ada', 0.5);
    room.audio.muteAllRemote(true);
    assert.deepEqual([heard(), room.audio.allMuted.get()], [[], true]);
    room.audio.muteAllRemote(false);
    assert.deepEqual(heard(), ['ada', 'bob']);
    assert.equal(edge.volumes.get('ada'), 0.5);
  });

  it('gives no rights: who may not be heard is not', async () => {
    const { edge, room, heard } = await listening();
    edge.push(1, { muted: true });
    room.audio.setVolume('ada', 2);
    assert.deepEqual(heard(), ['bob']);
  });

  it('lasts over an outage, and ends with the session', async () => {
    const { edge, room, heard } = await listening();
    room.audio.setVolume('ada', 0);
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(0);
    for (const each of ['ada', 'bob']) edge.link.sound(each);
    assert.deepEqual(heard(), ['bob']);
    await room.leave();
    assert.deepEqual([...room.audio.volumes.get()], []);
  });
});

describe('sound that the browser refused', () => {
  it('is tried again when my microphone opens, which lets it start', async () => {
    const { edge, room } = await listening();
    edge.autoplay = false;
    edge.push(3, { identity: 'eve' });
    edge.link.sound('eve');
    await settled();
    assert.equal(room.audio.blocked.get(), true);
    edge.autoplay = true;
    edge.link.grant(true);
    await room.seats.take(4);
    await settled();
    assert.equal(room.media.micEnabled.get(), true);
    assert.equal(room.audio.blocked.get(), false);
  });
});
