import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { names, record } from '../../../test/support/fakes/record.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

async function joined() {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  await room.join();
  await settled();
  const told = record(room);
  const chosen = () => room.media.devices.get().find((each) => each.chosen)?.id;
  const live = () => edge.tracks.filter(({ stopped }) => !stopped).map(({ label }) => label);
  return { edge, room, told, chosen, live };
}

async function speaking() {
  const made = await joined();
  made.edge.link.grant(true);
  await made.room.seats.take(0);
  await settled();
  made.told.length = 0;
  return made;
}

describe('the list of devices', () => {
  it('is there after the join, follows what is plugged in, and is gone with the session', async () => {
    const { edge, room, told } = await joined();
    const ids = () => room.media.devices.get().flatMap(({ kind, id }) => (kind === 'audioinput' ? id : []));
    assert.deepEqual(ids(), ['built-in', 'headset']);
    edge.machine.plug('built-in');
    await settled();
    assert.deepEqual(ids(), ['built-in']);
    assert.deepEqual(names(told), ['devicesChanged']);
    await room.leave();
    assert.deepEqual([ids(), edge.machine.heard], [[], 0]);
  });

  it('is heard once, over outages too', async () => {
    const { edge, room } = await joined();
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(0);
    assert.deepEqual([room.connection.state.get(), edge.machine.heard], ['connected', 1]);
  });
});

describe('choosing a microphone', () => {
  it('takes the open one over to it, by the same publication', async () => {
    const { edge, room, chosen, live, told } = await speaking();
    await room.media.use('audioinput', 'headset');
    assert.deepEqual([chosen(), live()], ['headset', ['headset']]);
    assert.equal(edge.link.published.length, 1);
    assert.equal((edge.link.published[0]!.track as { label: string }).label, 'headset');
    assert.deepEqual(names(told), ['devicesChanged']);
  });

  it('is remembered for the next one that is opened', async () => {
    const { edge, room, live } = await joined();
    await room.media.use('audioinput', 'headset');
    assert.deepEqual(live(), []);
    edge.link.grant(true);
    await room.seats.take(0);
    assert.deepEqual(live(), ['headset']);
  });

  it('leaves a muted one muted', async () => {
    const { edge, room, live } = await speaking();
    await room.media.setMicrophone(false);
    await room.media.use('audioinput', 'headset');
    assert.deepEqual([live(), edge.link.published[0]!.muted], [['headset'], true]);
  });

  it('twice at once ends with the last', async () => {
    const { room, chosen, live } = await speaking();
    await Promise.all([room.media.use('audioinput', 'headset'), room.media.use('audioinput', 'built-in')]);
    assert.deepEqual([chosen(), live()], ['built-in', ['built-in']]);
  });

  it('while the first one is being opened takes that one over', async () => {
    const { edge, room, live } = await joined();
    edge.link.grant(true);
    let answer = () => {};
    edge.machine.prompt = () => new Promise((resolve) => (answer = resolve));
    const taking = room.seats.take(0);
    await settled();
    edge.machine.chosen = '';
    const using = room.media.use('audioinput', 'headset');
    edge.machine.prompt = async () => {};
    answer();
    await Promise.all([taking, using]);
    assert.deepEqual([live(), edge.link.published.length], [['headset'], 1]);
  });

  it('that does not open leaves the one before', async () => {
    const { edge, room, chosen, live } = await speaking();
    edge.machine.prompt = () => Promise.reject(new UTDStreamError('media_device', 'open the microphone'));
    await assert.rejects(room.media.use('audioinput', 'headset'), code('media_device'));
    assert.deepEqual([chosen(), live(), room.media.micEnabled.get()], ['built-in', ['built-in'], true]);
  });

  it('that cannot be sent leaves the one before', async () => {
    const { edge, room, chosen, live } = await speaking();
    edge.link.replaced = () => Promise.reject(new Error('there is no sender'));
    await assert.rejects(room.media.use('audioinput', 'headset'));
    assert.deepEqual([chosen(), live(), room.media.micEnabled.get()], ['built-in', ['built-in'], true]);
  });

  it('gives the new one back when the seat is lost meanwhile, and stays chosen', async () => {
    const { edge, room, chosen, live } = await speaking();
    let answer = () => {};
    edge.machine.prompt = () => new Promise((resolve) => (answer = resolve));
    const using = room.media.use('audioinput', 'headset');
    await settled();
    edge.push(0, { identity: null });
    answer();
    await using;
    assert.deepEqual([chosen(), live()], ['headset', []]);
  });

  it('holds before the join too', async () => {
    const edge = new FakePlatform();
    const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
    await room.media.use('audioinput', 'headset');
    assert.deepEqual([edge.machine.chosen, edge.tracks.length], ['headset', 0]);
  });

  it('is refused where there is none of that id', async () => {
    const { room, chosen } = await joined();
    await assert.rejects(room.media.use('audioinput', 'elsewhere'), code('invalid_request'));
    assert.equal(chosen(), 'built-in');
  });
});

describe('a microphone that is unplugged', () => {
  it('is told once, and the default takes its place in the same publication', async () => {
    const { edge, room, chosen, live, told } = await speaking();
    await room.media.use('audioinput', 'headset');
    told.length = 0;
    edge.machine.plug('built-in');
    await settled();
    assert.deepEqual(
      told.filter(([event]) => event === 'deviceLost'),
      [['deviceLost', { kind: 'audioinput', label: 'headset' }]],
    );
    assert.deepEqual([chosen(), live(), edge.link.published.length], ['built-in', ['built-in'], 1]);
    assert.deepEqual([room.media.micEnabled.get(), edge.link.published[0]!.muted], [true, false]);
  });

  it('is closed where there is no other, and can be opened when one is back', async () => {
    const { edge, room, told } = await speaking();
    edge.machine.plug();
    await settled();
    assert.deepEqual(names(told).toSorted(), ['deviceLost', 'devicesChanged', 'micEnabledChanged']);
    assert.equal(edge.link.published[0]!.ended, true);
    edge.machine.plug('built-in');
    await room.media.setMicrophone(true);
    assert.equal(room.media.micEnabled.get(), true);
  });

  it('comes back as the choice when it is plugged in again', async () => {
    const { edge, room, chosen } = await speaking();
    await room.media.use('audioinput', 'headset');
    edge.machine.plug('built-in');
    await settled();
    edge.machine.plug('built-in', 'headset');
    await settled();
    assert.equal(chosen(), 'headset');
  });
});
