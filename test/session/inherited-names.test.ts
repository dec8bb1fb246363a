import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakePlatform } from '../support/fakes/fake-platform.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { AudioRoomController } from '../../src/controllers/audio-room-controller.ts';

/** Whoever keeps people in a plain object finds these there before anybody has come. */
const inherited = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];

describe('a person who is called like what every object has', () => {
  for (const name of inherited)
    it(`sits, speaks, is heard, made louder and gone like any other: ${name}`, async () => {
      const edge = new FakePlatform();
      const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
      await room.join();
      const { participants, audio, seats } = room;
      const shown = () => [
        participants.roles.get().get(name),
        audio.volumes.get().get(name),
        participants.speaking(name).get(),
        participants.quality(name).get(),
        edge.playing.has(name),
      ];
      const nobody = [undefined, undefined, false, 'unknown', false];
      assert.deepEqual(shown(), nobody);
      edge.link.show(person('me'), person(name, { microphone: true, role: 'speaker' }));
      edge.push(1, { identity: name });
      edge.link.sound(name);
      edge.link.listener!.activeSpeakersChanged([name]);
      edge.link.listener!.connectionQualityChanged(name, 'good' as never);
      audio.setVolume(name, 0.5);
      assert.deepEqual(shown(), ['speaker', 0.5, true, 'good', true]);
      assert.equal(seats.grid.get().seats[1]!.name, name.toUpperCase());
      edge.push(1, { identity: null });
      assert.equal(edge.playing.has(name), false);
    });
});
