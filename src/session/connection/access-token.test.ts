import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { names, record } from '../../../test/support/fakes/record.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Request } from '../../platform/engine-http/engine-api.ts';
import { UTDStreamError } from '../../errors/errors.ts';

/** Joins, leaves, and answers what the engine was asked. */
async function asked(edge: FakePlatform): Promise<string[]> {
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  await room.join();
  edge.calls.length = 0;
  await room.leave();
  assert.equal(room.connection.state.get(), 'disconnected');
  return edge.calls.map(({ name }) => name);
}

/** Leaves, and answers whether that is over a second later. */
async function leavesInTime(edge: FakePlatform, room: AudioRoomController): Promise<boolean> {
  let left = false;
  void room.leave().then(() => (left = true));
  await edge.clock.pass(1_000);
  return left;
}

describe('leaving', () => {
  it('is told to the engine', async () => {
    assert.deepEqual(await asked(new FakePlatform()), ['leaveRoom']);
  });

  it('is told to nobody where another session of the page goes on in this place', async () => {
    const edge = new FakePlatform();
    edge.swapped = true;
    assert.deepEqual(await asked(edge), []);
  });

  it('takes a second at most where the page’s own server never says who I am, and the next join is no later', async () => {
    const edge = new FakePlatform();
    let asked = 0;
    const identityProvider = () => new Promise<string>((say) => void (++asked > 1 && say('proof')));
    const options = { appId: '1234567890', roomName: 'lobby', identityProvider };
    const room = new AudioRoomController(null, options, edge);
    room.join().catch(() => {});
    while (!asked) await settled();
    assert.deepEqual([await leavesInTime(edge, room), asked], [true, 1]);
    await room.join();
    assert.equal(room.connection.state.get(), 'connected');
  });

  it('takes a second at most where I was silent for long and the engine does not answer', async () => {
    const edge = new FakePlatform();
    const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
    await room.join();
    await edge.clock.pass(900_000);
    let waits: AbortSignal | undefined;
    edge.answers.refresh = ({ signal }) => ((waits = signal), new Promise(() => {}));
    assert.equal(await leavesInTime(edge, room), true);
    assert.deepEqual([waits?.aborted, edge.clock.waiting], [true, 0]);
  });
});

describe('a renewal that waits when I leave', () => {
  async function joinedLongAgo() {
    const edge = new FakePlatform();
    const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
    await room.join();
    await settled();
    await edge.clock.pass(900_000);
    return { edge, room, told: record(room) };
  }
  /** As a request does that is never answered. */
  const unanswered = ({ signal }: Request) =>
    new Promise<never>((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)));

  it('is called off in words, and nothing is told of it in the room that was left', async () => {
    const { edge, room, told } = await joinedLongAgo();
    edge.answers.refresh = unanswered;
    const updated = assert.rejects(room.updateMe({ name: 'Ada' }), { code: 'cancelled' });
    await settled();
    // A change was missed, and the room is read again, which waits too.
    edge.link.listener!.roomMetadataChanged(JSON.stringify({ epoch: 1, rev: edge.rev + 9 }));
    void room.leave();
    await edge.clock.pass(1_000);
    await updated;
    assert.ok(!names(told).includes('error'));
  });

  it('and is answered late leaves nothing on its way when leaving is done', async () => {
    const { edge, room } = await joinedLongAgo();
    edge.answers.refresh = () =>
      new Promise((done) => edge.clock.after(600, () => done({ user_token: 'next', expires_in: 900 })));
    let asked: AbortSignal | undefined;
    edge.answers.leaveRoom = (request) => ((asked = request.signal), unanswered(request));
    assert.equal(await leavesInTime(edge, room), true);
    assert.equal(asked?.aborted, true);
  });
});

describe('the engine’s leave to be here', () => {
  async function joined() {
    const edge = new FakePlatform();
    let renewals = 0;
    edge.answers.refresh = () => ({ user_token: `bearer-${++renewals}`, expires_in: 900 });
    const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
    await room.join();
    await settled();
    edge.calls.length = 0;
    const told = record(room);
    const bearers = () =>
      edge.calls.filter(({ name }) => name === 'takeSeat').map(({ request }) => request.bearer);
    const take = (index: number) => room.seats.take(index, { microphone: false });
    return { edge, room, told, take, bearers, renewals: () => renewals };
  }

  it('is renewed once before it ends, for all who ask at that moment, and nobody is interrupted', async () => {
    const { edge, told, take, bearers, renewals } = await joined();
    await take(0);
    await edge.clock.pass(850_000);
    await Promise.all([take(1), take(2)]);
    assert.deepEqual([bearers(), renewals()], [['bearer', 'bearer-1', 'bearer-1'], 1]);
    assert.deepEqual(
      names(told).filter((event) => event !== 'seatUpdate'),
      [],
    );
  });

  it('is asked for anew a day later, when it can be renewed no more, by the same person and session', async () => {
    const { edge, take } = await joined();
    edge.answers.refresh = ({ attempted }) => {
      throw new UTDStreamError('token_expired', attempted);
    };
    await edge.clock.pass(25 * 3_600_000);
    await take(1);
    const asked = edge.calls.map(({ name, request: { bearer } }) => [name, bearer]);
    assert.deepEqual(asked, [
      ['refresh', 'bearer'],
      ['mint', 'bearer'],
      ['takeSeat', 'bearer'],
    ]);
  });

  it('of a guest whom the engine has forgotten since is over, and nobody else’s is used in its place', async () => {
    const { edge, take } = await joined();
    edge.answers.refresh = ({ attempted }) => {
      throw new UTDStreamError('token_expired', attempted);
    };
    const { mint } = edge.answers;
    edge.answers.mint = (request) => ({
      ...(mint!(request) as object),
      identity: 'somebody-new',
      user_token: 'new',
    });
    await edge.clock.pass(25 * 3_600_000);
    await assert.rejects(take(1), { code: 'token_expired' });
    assert.ok(!edge.calls.some(({ name, request }) => name === 'takeSeat' || request.bearer === 'new'));
  });

  it('is renewed where the engine’s clock is ahead and has it expired, and what was asked is asked again', async () => {
    const { edge, take, bearers, renewals } = await joined();
    const { takeSeat } = edge.answers;
    edge.answers.takeSeat = (request) => {
      if (request.bearer === 'bearer') throw new UTDStreamError('token_expired', request.attempted);
      return takeSeat!(request);
    };
    await take(0);
    assert.deepEqual([bearers(), renewals()], [['bearer', 'bearer-1'], 1]);
  });
});
