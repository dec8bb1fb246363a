import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';

async function seated() {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  let told = 0;
  room.on('mutedSpeaking', () => told++);
  await room.join();
  edge.link.grant(true);
  await room.seats.take(0);
  await settled();
  return { edge, room, machine: edge.machine, told: () => told };
}

async function muted() {
  const made = await seated();
  await made.room.media.setMicrophone(false);
  await settled();
  return made;
}

describe('who speaks although they are muted', () => {
  it('is told so, once for each time', async () => {
    const { edge, room, machine, told } = await muted();
    machine.loudness = 0.1;
    await edge.clock.pass(2_000);
    assert.equal(told(), 1);
    await room.media.setMicrophone(true);
    await room.media.setMicrophone(false);
    await edge.clock.pass(2_000);
    assert.equal(told(), 2);
  });

  it('is not told so for a knock on the table, nor while they are silent', async () => {
    const { edge, machine, told } = await muted();
    await edge.clock.pass(2_000);
    machine.loudness = 0.5;
    await edge.clock.pass(200);
    machine.loudness = 0;
    await edge.clock.pass(2_000);
    assert.equal(told(), 0);
  });

  it('is heard by a track of its own, which is not silenced and ends with it', async () => {
    const { machine, room } = await muted();
    const [own] = machine.heardBy;
    assert.notEqual(own as unknown, machine.tracks[0]);
    assert.deepEqual([own!.enabled, own!.readyState], [true, 'live']);
    await room.leave();
    await settled();
    assert.deepEqual([machine.heardBy.size, own!.readyState], [0, 'ended']);
  });
});

describe('my own level', () => {
  it('is measured only while somebody reads it', async () => {
    const { edge, room, machine } = await seated();
    machine.loudness = 0.3;
    const mine = () => room.participants.level('me');
    assert.equal(machine.heardBy.size, 0);
    mine();
    await settled();
    assert.equal(mine(), 0.3);
    machine.loudness = 0.4;
    assert.equal(mine(), 0.3); // several that show it share one look
    await edge.clock.pass(16);
    assert.equal(mine(), 0.4);
    for (let looks = 0; looks < 30; looks++) {
      await edge.clock.pass(100);
      mine();
    }
    assert.equal(machine.heardBy.size, 1);
    await edge.clock.pass(2_000);
    assert.equal(machine.heardBy.size, 0);
  });

  it('is nothing while I am muted', async () => {
    const { room, machine } = await muted();
    machine.loudness = 0.3;
    room.participants.level('me');
    await settled();
    assert.equal(room.participants.level('me'), 0);
  });
});

describe('the level of another', () => {
  it('is that of their sound, as long as it is played', async () => {
    const { edge, room } = await seated();
    edge.push(1, { identity: 'ada' });
    edge.link.show(person('me'), person('ada', { microphone: true }));
    edge.link.sound('ada');
    edge.machine.loudness = 0.2;
    room.participants.level('ada');
    await settled();
    assert.equal(room.participants.level('ada'), 0.2);
    room.audio.setVolume('ada', 0);
    assert.equal(room.participants.level('ada'), 0);
    assert.equal(room.participants.level('nobody'), 0);
  });
});
