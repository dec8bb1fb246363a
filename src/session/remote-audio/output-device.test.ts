import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { names, record } from '../../../test/support/fakes/record.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

/** A room in which ada speaks, on a machine with these outputs. */
async function listening(...outputs: string[]) {
  const edge = new FakePlatform();
  edge.machine.plugOutputs(...outputs);
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  await room.join();
  await speak(edge, 1, 'ada');
  return { edge, room, told: record(room), ada: () => edge.outputs.get('ada') };
}

async function speak(edge: FakePlatform, seat: number, identity: string): Promise<void> {
  edge.link.show(person('me'), person(identity, { microphone: true }));
  edge.push(seat, { identity });
  edge.link.sound(identity);
  await settled();
}

describe('an output', () => {
  it('that is chosen plays whoever speaks, and who comes later', async () => {
    const { edge, room, told, ada } = await listening('default', 'desk');
    assert.equal(ada(), undefined);
    await room.media.use('audiooutput', 'desk');
    await speak(edge, 2, 'bob');
    assert.deepEqual([ada(), edge.outputs.get('bob')], ['desk', 'desk']);
    assert.deepEqual(names(told).slice(0, 1), ['devicesChanged']);
    await room.media.use('audiooutput', 'default');
    assert.equal(ada(), '');
  });

  it('that was chosen before plays from the first sound on', async () => {
    const { edge, room } = await listening('default', 'desk');
    await room.media.use('audiooutput', 'desk');
    await room.leave();
    edge.outputs.clear();
    await room.join();
    await settled();
    await speak(edge, 3, 'cleo');
    assert.equal(edge.outputs.get('cleo'), 'desk');
  });

  it('is kept over another link', async () => {
    const { edge, room } = await listening('default', 'desk');
    await room.media.use('audiooutput', 'desk');
    edge.outputs.clear();
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(0);
    await settled();
    await speak(edge, 1, 'ada');
    assert.equal(edge.outputs.get('ada'), 'desk');
  });

  it('that does not play leaves the one before, for everybody', async () => {
    const { edge, room, ada } = await listening('default', 'desk', 'broken');
    await room.media.use('audiooutput', 'desk');
    edge.routing = (output) =>
      output === 'broken' ? Promise.reject(new Error('The device does not start.')) : Promise.resolve();
    await assert.rejects(room.media.use('audiooutput', 'broken'), code('media_device'));
    assert.deepEqual([edge.machine.chosenOutput, ada()], ['desk', 'desk']);
  });

  it('that is unplugged is told once, and the default plays', async () => {
    const { edge, room, told, ada } = await listening('default', 'desk');
    await room.media.use('audiooutput', 'desk');
    told.length = 0;
    edge.machine.plugOutputs('default');
    await settled();
    assert.deepEqual(
      told.filter(([event]) => event === 'deviceLost'),
      [['deviceLost', { kind: 'audiooutput', label: 'The desk' }]],
    );
    assert.equal(ada(), '');
  });

  it('cannot be chosen where the browser lists none', async () => {
    const { room } = await listening();
    await assert.rejects(room.media.use('audiooutput', 'desk'), code('invalid_request'));
  });
});

describe('an output that the browser takes at a click only', () => {
  const refuse = () => Promise.reject(new DOMException('A user gesture is required.', 'NotAllowedError'));

  it('is told once, plays newcomers by the default, and is taken at the next click anywhere', async () => {
    const { edge, room, told, ada } = await listening('default', 'desk');
    await room.media.use('audiooutput', 'desk');
    edge.routing = refuse;
    await speak(edge, 2, 'bob');
    await speak(edge, 3, 'cleo');
    assert.deepEqual([...edge.playing.keys()], ['ada', 'bob', 'cleo']);
    const errors = told.filter(([event]) => event === 'error').map(([, error]) => error as UTDStreamError);
    assert.deepEqual(
      errors.map(({ code, message }) => [code, message.split('. ').at(-1)]),
      [['media_permission', 'Click anywhere on the page.']],
    );
    edge.routing = async () => {};
    for (const gesture of edge.gestures) gesture();
    await settled();
    assert.deepEqual([ada(), edge.outputs.get('bob'), edge.outputs.get('cleo')], ['desk', 'desk', 'desk']);
  });

  it('is waited for no more by a track that has ended', async () => {
    const { edge, room } = await listening('default', 'desk');
    await room.media.use('audiooutput', 'desk');
    edge.routing = refuse;
    await speak(edge, 2, 'bob');
    edge.push(2, { identity: null });
    let asked = 0;
    edge.routing = async () => void asked++;
    for (const gesture of edge.gestures) gesture();
    await settled();
    assert.equal(asked, 0);
  });
});

describe('the loudspeaker of a phone', () => {
  it('gives way to its earpiece, and comes back', async () => {
    const { room, told, ada } = await listening('default', 'Speakerphone', 'Headset earpiece');
    await room.audio.setSpeaker(false);
    assert.deepEqual([room.audio.speakerOn.get(), ada()], [false, 'Headset earpiece']);
    await room.audio.setSpeaker(true);
    assert.deepEqual([room.audio.speakerOn.get(), ada()], [true, 'Speakerphone']);
    assert.deepEqual(
      told.filter(([event]) => event === 'speakerOnChanged').map(([, on]) => on),
      [false, true],
    );
  });

  it('is all there is where no earpiece is listed, which is known before anybody asks', async () => {
    const { room } = await listening('default', 'desk');
    assert.equal(room.allowed('setSpeaker').get().because, 'unsupported');
    await assert.rejects(room.audio.setSpeaker(false), code('unsupported'));
    await room.audio.setSpeaker(true);
    assert.equal(room.audio.speakerOn.get(), true);
  });
});

describe('a headset', () => {
  for (const label of ['Bluetooth headset', 'Wired headset', 'Headphones (USB)', 'AirPods of somebody'])
    it(`is known by its label: ${label}`, async () => {
      const { room, ada } = await listening('default', 'Speakerphone', 'Headset earpiece', label);
      const chosen = await room.audio.setSpeakerPreferBluetooth();
      assert.deepEqual([chosen.id, chosen.chosen, ada()], [label, true, label]);
    });

  it('that is not there is replaced by the default', async () => {
    const { room, ada } = await listening('default', 'Headset earpiece');
    await room.media.use('audiooutput', 'Headset earpiece');
    const chosen = await room.audio.setSpeakerPreferBluetooth();
    assert.deepEqual([chosen.id, ada()], ['default', '']);
  });

  it('is gone over to as it comes, where that was asked for, and not from what is chosen meanwhile', async () => {
    const { edge, room, ada } = await listening('default', 'desk');
    await room.audio.applyBluetoothAudioRouting();
    edge.machine.plugOutputs('default', 'desk', 'Bluetooth headset');
    await settled();
    assert.equal(ada(), 'Bluetooth headset');
    await room.media.use('audiooutput', 'desk');
    edge.machine.plug('built-in');
    await settled();
    assert.equal(ada(), 'desk');
  });

  it('is refused where no output can be chosen', async () => {
    const { room } = await listening();
    await assert.rejects(room.audio.setSpeakerPreferBluetooth(), code('unsupported'));
  });
});
