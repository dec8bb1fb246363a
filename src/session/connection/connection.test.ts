import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { AskingEdge } from '../../../test/support/fakes/asking.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';

const options = { appId: '1234567890', roomName: 'lobby' };

/** Joins, calls it off after so many turns of the event loop's smallest wheel, and joins again. */
async function joinedAfter(turns: number, edge: AskingEdge): Promise<AudioRoomController> {
  const room = new AudioRoomController(null, options, edge);
  room.join().catch(() => {});
  for (let turn = 0; turn < turns; turn++) await undefined;
  void room.leave();
  await room.join();
  await settled();
  return room;
}

const everyTurn = Array.from({ length: 40 }, (_, turn) => turn);

describe('a join that was called off while its files were loaded', () => {
  it('leaves nobody behind who hears everything a second time in the next one', async () => {
    for (const turn of everyTurn) {
      const edge = new AskingEdge();
      const room = await joinedAfter(turn, edge);
      const heard: string[] = [];
      room.on('speakerEvent', ({ type }) => heard.push(type));
      edge.tell(edge.asks('r1', 'me'));
      assert.deepEqual(heard, ['requested'], `called off after ${turn} turns`);
    }
  });

  it('makes no second connection of livekit-client', async () => {
    const edge = new AskingEdge();
    const room = new AudioRoomController(null, options, edge);
    let made = 0;
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    edge.transport = () => (made++, arrived.then(() => edge.link));
    room.join().catch(() => {});
    while (!made) await settled();
    await room.leave();
    const again = room.join();
    await settled();
    arrive();
    await again;
    assert.equal(made, 1);
  });

  it('is loaded anew where it could not be loaded', async () => {
    const edge = new AskingEdge();
    const room = new AudioRoomController(null, options, edge);
    const load = edge.transport;
    edge.transport = async () => {
      edge.transport = load;
      throw new Error('There is no network.');
    };
    await assert.rejects(room.join(), { code: 'network' });
    await room.join();
  });
});

describe('a join that fails', () => {
  for (const [what, error, code] of [
    [
      'a function that the browser lacks',
      new TypeError('Promise.withResolvers is not a function'),
      'unsupported',
    ],
    ['a name that the browser lacks', new ReferenceError('RTCPeerConnection is not defined'), 'unsupported'],
    ['any other cause', new Error('could not establish pc connection'), 'connect_failed'],
  ] as const)
    it(`by ${what} is told as ${code}`, async () => {
      const edge = new AskingEdge();
      const room = new AudioRoomController(null, options, edge);
      edge.link.connect = () => Promise.reject(error);
      await assert.rejects(room.join(), { code, cause: error });
    });
});

describe('livekit-client', () => {
  // Its evaluation holds the page's one thread for 50 ms.
  it('is loaded when the mint is on its way, and not before', async () => {
    const edge = new AskingEdge();
    const room = new AudioRoomController(null, options, edge);
    const { open } = edge.storage;
    let give = () => {};
    const given = new Promise<void>((resolve) => (give = resolve));
    edge.storage.open = async () => (await given, open());
    const order: string[] = [];
    const mint = edge.answers.mint!;
    edge.answers.mint = (request) => (order.push('mint'), mint(request));
    edge.transport = async () => {
      await settled(); // as an import does, it takes a task
      order.push('livekit-client');
      return edge.link;
    };
    const joined = room.join();
    for (let task = 0; task < 3; task++) await settled();
    assert.deepEqual(order, []);
    give();
    await joined;
    assert.deepEqual(order, ['mint', 'livekit-client']);
  });
});
