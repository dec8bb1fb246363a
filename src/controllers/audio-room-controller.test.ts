import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { FakePlatform, seat } from '../../test/support/fakes/fake-platform.ts';
import { person } from '../../test/support/fakes/fake-transport.ts';
import { names, record } from '../../test/support/fakes/record.ts';
import { UTDStreamError } from '../errors/errors.ts';
import { ConnectFailed } from '../platform/transport.ts';
import { AudioRoomController } from './audio-room-controller.ts';

const options = { appId: '1234567890', roomName: 'lobby' };

function setUp(more: object = {}) {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { ...options, ...more }, edge);
  return { edge, room, told: record(room) };
}

async function joined(more: object = {}) {
  const made = setUp(more);
  await made.room.join();
  await settled();
  made.told.length = 0;
  return made;
}

type Joined = Awaited<ReturnType<typeof joined>>;

/** A promise that the test settles. */
function gate() {
  let open = () => {};
  const promise = new Promise<void>((resolve) => (open = resolve));
  return { promise, open };
}

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

describe('joining', () => {
  it('connects, and tells state and seats once each', async () => {
    const { room, told } = setUp();
    await room.join();
    await settled();
    assert.equal(room.connection.state.get(), 'connected');
    assert.equal(room.identity.get(), 'me');
    assert.equal(room.seats.grid.get().seats.length, 8);
    assert.deepEqual(names(told), [
      'connectionStateChanged',
      'seatUpdate',
      'rolesChanged',
      'devicesChanged',
      'connectionStateChanged',
    ]);
  });

  it('is one join however often it is asked for', async () => {
    const { room, edge } = setUp();
    await Promise.all([room.join(), room.join()]);
    await room.join();
    assert.equal(edge.calls.filter(({ name }) => name === 'mint').length, 1);
  });

  it('refuses an empty room, and an identity that is a path, before anything is sent', async () => {
    for (const bad of [
      { roomName: '' },
      { identity: '..' },
      { identity: 'a#b' },
      { name: 'x'.repeat(10_000) },
      { appId: '' },
    ]) {
      const { room, edge } = setUp(bad);
      await assert.rejects(room.join(), code('invalid_request'));
      assert.equal(edge.calls.length, 0);
      assert.equal(room.connection.state.get(), 'disconnected');
    }
  });

  it('rejects with the engine’s code, and the next join works', async () => {
    const { room, edge } = setUp();
    const mint = edge.answers.mint!;
    edge.answers.mint = () => Promise.reject(new UTDStreamError('unavailable', 'join'));
    await assert.rejects(room.join(), code('unavailable'));
    assert.equal(room.connection.ended.get()?.why, 'failed');
    edge.answers.mint = mint;
    await room.join();
    assert.equal(room.connection.state.get(), 'connected');
    assert.equal(room.connection.ended.get(), null);
  });

  it('tries a failed first connect twice more, and then gives up with nothing left open', async () => {
    const { room, edge } = setUp();
    let tries = 0;
    const fail = () => {
      tries++;
      edge.link.nextConnect = fail;
      return Promise.reject(new ConnectFailed('no', undefined));
    };
    edge.link.nextConnect = fail;
    const join = room.join();
    const refused = assert.rejects(join, code('connect_failed'));
    await edge.clock.pass(2000);
    await refused;
    assert.equal(tries, 3);
    assert.equal(edge.clock.waiting, 0);
  });

  for (const [at, hold] of [
    [
      'the mint',
      (edge: FakePlatform, wait: Promise<void>) => {
        const mint = edge.answers.mint!;
        edge.answers.mint = async (request) => (await wait, mint(request));
      },
    ],
    ['the connect', (edge: FakePlatform, wait: Promise<void>) => (edge.link.nextConnect = () => wait)],
  ] as const)
    it(`left during ${at} rejects as cancelled and leaves nothing`, async () => {
      const { room, edge } = setUp();
      const { promise, open } = gate();
      hold(edge, promise);
      const refused = assert.rejects(
        room.join(),
        (error: Error) => error.name === 'AbortError' && code('cancelled')(error),
      );
      await settled();
      await room.leave();
      await refused;
      open();
      await settled();
      assert.equal(room.connection.state.get(), 'disconnected');
      assert.equal(edge.link.listener, undefined);
      assert.equal(edge.clock.waiting, 0);
    });
});

describe('taking a seat', () => {
  it('waits for the engine’s grant, then opens the microphone', async () => {
    const { room, edge } = await joined();
    const taking = room.seats.take(2);
    await settled();
    assert.equal(room.seats.mine.get()?.number, 3);
    assert.equal(edge.tracks.length, 0);
    edge.link.grant(true);
    await taking;
    assert.equal(edge.link.published.length, 1);
    assert.equal(room.media.micEnabled.get(), true);
  });

  it('rejects with grant_timeout after ten seconds without a grant, having read the room once more', async () => {
    const { room, edge } = await joined();
    const before = edge.calls.filter(({ name }) => name === 'readRoom').length;
    const refused = assert.rejects(room.seats.take(2), code('grant_timeout'));
    await edge.clock.pass(10_000);
    await refused;
    assert.equal(edge.calls.filter(({ name }) => name === 'readRoom').length, before + 1);
    assert.equal(room.seats.mine.get()?.index, 2);
    assert.equal(edge.clock.waiting, 0);
  });

  it('keeps the seat when the microphone is refused', async () => {
    const { room, edge } = await joined();
    edge.machine.prompt = () => Promise.reject(new UTDStreamError('media_permission', 'open the microphone'));
    edge.link.grant(true);
    await assert.rejects(room.seats.take(1), code('media_permission'));
    assert.equal(room.seats.mine.get()?.index, 1);
    assert.equal(room.media.micEnabled.get(), false);
  });

  it('opens no microphone when told so', async () => {
    const { room, edge } = await joined({ muted: true });
    await room.seats.take(1);
    assert.equal(edge.tracks.length, 0);
  });

  it('refuses what is no seat before it is sent', async () => {
    const { room, edge } = await joined();
    const before = edge.calls.length;
    for (const bad of [-1, 1.5, 100, 'x' as never])
      await assert.rejects(room.seats.take(bad), code('invalid_request'));
    assert.equal(edge.calls.length, before);
  });

  it('rejects while not joined', async () => {
    const { room } = setUp();
    await assert.rejects(room.seats.take(0), code('not_joined'));
  });
});

describe('the microphone', () => {
  async function seated() {
    const made = await joined();
    made.edge.link.grant(true);
    await made.room.seats.take(0);
    made.told.length = 0;
    return made;
  }

  it('closes at once when the seat is lost by a push', async () => {
    const { room, edge } = await seated();
    edge.push(0, { identity: null });
    assert.equal(edge.tracks[0]!.stopped, true);
    assert.equal(room.media.micEnabled.get(), false);
  });

  it('closes at once when the grant is taken away', async () => {
    const { edge } = await seated();
    edge.link.grant(false);
    assert.equal(edge.tracks[0]!.stopped, true);
  });

  it('waits for a click after a moderator lets me speak again', async () => {
    const { room, edge } = await seated();
    edge.push(0, { muted: true });
    edge.link.grant(false);
    edge.push(0, { muted: false });
    edge.link.grant(true);
    await settled();
    assert.equal(room.media.micEnabled.get(), false);
    await room.media.setMicrophone(true);
    assert.equal(room.media.micEnabled.get(), true);
  });

  it('ends on, with one capture open, after on, off and on', async () => {
    const { room, edge } = await joined();
    edge.link.grant(true);
    await room.seats.take(0, { microphone: false });
    const results = await Promise.allSettled([
      room.media.setMicrophone(true),
      room.media.setMicrophone(false),
      room.media.setMicrophone(true),
    ]);
    assert.equal(results[2]!.status, 'fulfilled');
    assert.equal(room.media.micEnabled.get(), true);
    assert.equal(edge.tracks.filter((track) => !track.stopped).length, 1);
  });

  it('is given back when the prompt is answered after leaving', async () => {
    const { room, edge } = await joined();
    const { promise, open } = gate();
    edge.machine.prompt = () => promise;
    edge.link.grant(true);
    const refused = assert.rejects(room.seats.take(0), code('cancelled'));
    await settled();
    await room.leave();
    await refused;
    open();
    await settled();
    assert.equal(edge.tracks[0]!.stopped, true);
    assert.equal(edge.link.published.length, 0);
  });

  it('is refused to who holds no seat', async () => {
    const { room } = await joined();
    await assert.rejects(room.media.setMicrophone(true), code('not_seated'));
  });
});

describe('the sound of the others', () => {
  it('is attached only while its person holds a seat that is not silenced', async () => {
    const { edge } = await joined();
    edge.link.show(person('me'), person('ada', { microphone: true }));
    edge.link.sound('ada');
    assert.equal(edge.playing.has('ada'), false);
    edge.push(3, { identity: 'ada' });
    assert.equal(edge.playing.has('ada'), true);
    edge.push(3, { muted: true });
    assert.equal(edge.playing.has('ada'), false);
    edge.push(3, { muted: false });
    assert.equal(edge.playing.has('ada'), true);
    edge.push(3, { identity: null });
    assert.equal(edge.playing.has('ada'), false);
  });

  it('is blocked until a gesture, when the browser refuses it', async () => {
    const { room, edge, told } = await joined();
    edge.autoplay = false;
    edge.push(3, { identity: 'ada' });
    edge.link.sound('ada');
    await settled();
    assert.equal(room.audio.blocked.get(), true);
    edge.autoplay = true;
    for (const gesture of edge.gestures) gesture();
    await settled();
    assert.equal(room.audio.blocked.get(), false);
    assert.deepEqual(
      told.filter(([event]) => event === 'audioBlockedChanged').map(([, value]) => value),
      [true, false],
    );
  });

  it('counts as speaking only where it can be heard', async () => {
    const { room, edge } = await joined();
    edge.link.show(person('me'), person('ada', { microphone: true }), person('eve', { microphone: true }));
    edge.push(3, { identity: 'ada' });
    edge.link.listener!.activeSpeakersChanged(['eve', 'ada']);
    assert.deepEqual(room.participants.activeSpeakers.get(), ['ada']);
    assert.equal(room.participants.speaking('ada').get(), true);
  });
});

describe('messages', () => {
  it('that are older than what is known change nothing', async () => {
    const { room, edge } = await joined();
    const old = { type: '_seat_update', ...edge.grid() };
    edge.push(0, { identity: 'ada' });
    edge.link.push(old);
    assert.equal(room.seats.grid.get().seats[0]!.identity, 'ada');
  });

  it('from anybody but the engine are told as an error and change nothing', async () => {
    const { room, edge, told } = await joined();
    const forged = { type: '_seat_update', ...edge.grid(), rev: 99, seats: [seat(0, { identity: 'eve' })] };
    edge.link.push(forged, 'eve');
    edge.link.push('{"type":', '');
    edge.link.push({ type: '_seat_update', epoch: 1, rev: 99, seats: 'none' });
    assert.equal(room.seats.grid.get().seats.length, 8);
    assert.deepEqual(
      told.map(([event, detail]) => [event, (detail as UTDStreamError).code]),
      [
        ['error', 'protocol'],
        ['error', 'protocol'],
        ['error', 'protocol'],
      ],
    );
  });

  it('too large for a packet are read from the engine', async () => {
    const { room, edge } = await joined();
    edge.put(4, { identity: 'ada' });
    edge.link.push({ type: '_seat_update', epoch: 1, rev: edge.rev, reread: true });
    await settled();
    assert.equal(room.seats.grid.get().seats[4]!.identity, 'ada');
  });
});

describe('the end', () => {
  it('by the engine is told once, last, with everything put away before', async () => {
    const { room, edge, told } = await joined();
    edge.link.grant(true);
    await room.seats.take(0);
    told.length = 0;
    let open: boolean | undefined;
    room.on('forceExit', () => (open = !edge.tracks[0]!.stopped));
    edge.link.show(
      person('me', {
        metadata: { role: 'listener', exit: { code: 'kicked', session_id: 'session-of-this-tab-0001' } },
      }),
    );
    assert.equal(open, false);
    assert.equal(names(told).at(-1), 'forceExit');
    assert.equal(names(told).filter((event) => event === 'forceExit').length, 1);
    assert.equal(room.connection.state.get(), 'forceExit');
    assert.equal(room.connection.ended.get()?.why, 'kicked');
    assert.equal(room.seats.grid.get().seats.length, 0);
  });

  it('that was meant for another session of mine is not mine', async () => {
    const { room, edge } = await joined();
    edge.link.show(person('me', { metadata: { exit: { code: 'kicked', session_id: 'another' } } }));
    assert.equal(room.connection.state.get(), 'connected');
  });

  it('lets me join again from inside the listener', async () => {
    const { room, edge } = await joined();
    let again: Promise<void> | undefined;
    room.on('forceExit', () => (again = room.join()));
    edge.link.listener!.roomMetadataChanged(JSON.stringify({ epoch: 1, rev: 9, closed: true }));
    await again;
    assert.equal(room.connection.state.get(), 'connected');
  });

  it('by the host who ends the room is what they asked for, though the end is told before the answer', async () => {
    const { room, edge, told } = await joined();
    edge.answers.endRoom = () =>
      edge.link.listener!.roomMetadataChanged(JSON.stringify({ epoch: 1, rev: 9, closed: true }));
    await room.end();
    assert.equal(room.connection.ended.get()?.why, 'room_closed');
    assert.equal(names(told).includes('error'), false);
  });

  it('while the room is read is told by itself, and not by the read that it ends', async () => {
    const { room, edge, told } = setUp();
    const { promise, open } = gate();
    edge.answers.readRoom = async () => (await promise, edge.snapshot());
    await room.join();
    edge.link.listener!.roomMetadataChanged(JSON.stringify({ epoch: 1, rev: 9, closed: true }));
    open();
    await settled();
    assert.deepEqual([names(told).includes('error'), names(told).at(-1)], [false, 'forceExit']);
  });

  it('by leaving tells the engine and is no force-exit', async () => {
    const { room, edge, told } = await joined();
    await room.leave();
    assert.ok(edge.calls.some(({ name }) => name === 'leaveRoom'));
    assert.ok(!names(told).includes('forceExit'));
    assert.equal(room.connection.ended.get()?.why, 'left');
    assert.equal(edge.link.disconnects > 0, true);
  });
});

describe('an outage', () => {
  it('that LiveKit mends by itself is a reconnection and one read', async () => {
    const { room, edge, told } = await joined();
    edge.link.listener!.reconnecting();
    edge.link.listener!.reconnecting();
    edge.link.listener!.reconnected();
    await settled();
    assert.deepEqual(
      told.map(([, detail]) => detail),
      ['reconnecting', 'connected'],
    );
    assert.equal(room.connection.connected.get(), true);
  });

  it('lasts until media flow again, also where LiveKit has its signal connection back before', async () => {
    const { room, edge, told } = await joined();
    edge.link.listener!.reconnecting();
    edge.link.flowing = false;
    edge.link.listener!.reconnected();
    await edge.clock.pass(5_000);
    assert.equal(room.connection.state.get(), 'reconnecting');
    edge.link.flowing = true;
    await edge.clock.pass(250);
    assert.deepEqual(
      told.map(([, detail]) => detail),
      ['reconnecting', 'connected'],
    );
    assert.equal(edge.link.connects.length, 1);
  });

  it('without media ends by a connection of the session’s own after 30 s', async () => {
    const { room, edge } = await joined();
    edge.link.listener!.reconnecting();
    edge.link.flowing = false;
    edge.link.listener!.reconnected();
    await edge.clock.pass(29_999);
    assert.equal(edge.link.connects.length, 1);
    await edge.clock.pass(1);
    await settled();
    assert.deepEqual([edge.link.connects.length, room.connection.state.get()], [2, 'connected']);
  });

  it('of more than 15 s has the devices read again, too', async () => {
    for (const [ms, seen] of [
      [14_000, 'The built-in'],
      [16_000, 'The new one'],
    ] as const) {
      const { room, edge } = await joined();
      edge.link.listener!.reconnecting();
      edge.machine.microphones = ['new one']; // in a page that stood still, and so heard nothing
      await edge.clock.pass(ms);
      edge.link.listener!.reconnected();
      await settled();
      assert.equal(room.media.devices.get()[0]!.label, seen);
    }
  });

  it('that LiveKit gives up on is mended by a new token on the same transport, with the microphone back', async () => {
    const { room, edge } = await joined();
    edge.link.grant(true);
    await room.seats.take(0);
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(0);
    await settled();
    assert.equal(room.connection.state.get(), 'connected');
    assert.equal(edge.link.connects.length, 2);
    assert.equal(edge.tracks.length, 1);
    assert.equal(edge.link.published.length, 2);
    assert.equal(room.media.micEnabled.get(), true);
  });

  it('that ends before the new grant has arrived keeps the microphone open, and sends it when it has', async () => {
    const { room, edge } = await joined();
    edge.link.grant(true);
    await room.seats.take(0);
    edge.link.listener!.disconnected(undefined);
    // The new token publishes nothing: the engine grants it again a moment later.
    edge.link.grant(false);
    await edge.clock.pass(0);
    await settled();
    assert.equal(room.connection.state.get(), 'connected');
    assert.equal(edge.tracks[0]!.stopped, false);
    edge.link.grant(true);
    await settled();
    assert.equal(edge.link.published.length, 2);
    assert.equal(room.media.micEnabled.get(), true);
  });

  it('in which a freezing page had the microphone stopped opens it anew, where it was on', async () => {
    for (const on of [true, false]) {
      const { room, edge } = await joined();
      edge.link.grant(true);
      await room.seats.take(0);
      await room.media.setMicrophone(on);
      edge.tracks[0]!.stop();
      edge.link.listener!.disconnected(undefined);
      await edge.clock.pass(0);
      await settled();
      assert.equal(room.media.micEnabled.get(), on);
      assert.equal(edge.tracks.length, on ? 2 : 1);
    }
  });

  it('longer than a minute ends in reconnect_failed', async () => {
    const { room, edge, told } = await joined();
    edge.answers.readRoom = () => Promise.reject(new UTDStreamError('network', 'read'));
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(61_000);
    assert.equal(room.connection.ended.get()?.why, 'reconnect_failed');
    assert.equal(names(told).filter((event) => event === 'forceExit').length, 1);
    assert.equal(edge.clock.waiting, 0);
  });

  it('ends at its sixtieth second, also where a try gets no answer at all', async () => {
    const { room, edge, told } = await joined();
    edge.answers.readRoom = () => new Promise(() => {});
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(59_999);
    assert.equal(room.connection.state.get(), 'reconnecting');
    await edge.clock.pass(1);
    assert.equal(room.connection.ended.get()?.why, 'reconnect_failed');
    assert.equal(names(told).filter((event) => event === 'forceExit').length, 1);
    assert.equal(edge.clock.waiting + edge.returns.size, 0);
  });

  it('that was slept through is tried once more on waking, and only if that fails it is the end', async () => {
    for (const outcome of ['connected', 'forceExit'] as const) {
      const { room, edge } = await joined();
      const { readRoom } = edge.answers;
      edge.answers.readRoom = () => Promise.reject(new UTDStreamError('network', 'read'));
      edge.link.listener!.disconnected(undefined);
      await edge.clock.pass(5_000);
      edge.clock.sleep(600_000);
      if (outcome === 'connected') edge.answers.readRoom = readRoom!;
      await edge.clock.pass(0);
      await settled();
      assert.equal(room.connection.state.get(), outcome === 'connected' ? outcome : 'reconnecting');
      await edge.clock.pass(16_000);
      assert.equal(room.connection.state.get(), outcome);
    }
  });

  it('is mended at once when somebody asks, or when the network or the page is back', async () => {
    for (const hasten of [
      ({ room }: Joined) => void room.connection.retry(),
      ({ edge }: Joined) => edge.returns.forEach((back) => back()),
    ]) {
      const waiting = await joined();
      const { room, edge } = waiting;
      const before = edge.returns.size;
      const { readRoom } = edge.answers;
      edge.answers.readRoom = () => Promise.reject(new UTDStreamError('network', 'read'));
      edge.link.listener!.disconnected(undefined);
      await edge.clock.pass(4_000);
      edge.answers.readRoom = readRoom!;
      await settled();
      assert.equal(room.connection.state.get(), 'reconnecting');
      hasten(waiting);
      await settled();
      assert.equal(room.connection.state.get(), 'connected');
      assert.equal(edge.link.connects.length, 2);
      assert.equal(edge.returns.size, before);
    }
  });

  it('that LiveKit still tries to mend is taken over when somebody asks', async () => {
    const { room, edge } = await joined();
    edge.link.listener!.reconnecting();
    await room.connection.retry();
    await settled();
    assert.equal(room.connection.state.get(), 'connected');
    assert.equal(edge.link.connects.length, 2);
  });

  it('whose reason the engine does not confirm goes on', async () => {
    const { room, edge } = await joined();
    edge.link.listener!.disconnected('signed_in_elsewhere');
    await edge.clock.pass(0);
    await settled();
    assert.equal(room.connection.state.get(), 'connected');
  });

  it('whose reason the engine confirms is the end', async () => {
    const { room, edge } = await joined();
    edge.answers.readRoom = () => Promise.reject(new UTDStreamError('room_closed', 'read'));
    edge.link.listener!.disconnected('room_closed');
    await edge.clock.pass(0);
    assert.equal(room.connection.ended.get()?.why, 'room_closed');
  });

  it('keeps the people on screen until five seconds after it is over', async () => {
    const { room, edge } = await joined();
    edge.link.show(person('me'), person('ada'));
    edge.link.listener!.reconnecting();
    edge.link.show(person('me'));
    assert.equal(room.participants.count.get(), 2);
    edge.link.listener!.reconnected();
    await edge.clock.pass(4_999);
    assert.equal(room.participants.count.get(), 2);
    await edge.clock.pass(1);
    assert.equal(room.participants.count.get(), 1);
  });
});
