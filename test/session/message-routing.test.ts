import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { FakePlatform, seat } from '../support/fakes/fake-platform.ts';
import { record } from '../support/fakes/record.ts';
import { AudioRoomController } from '../../src/controllers/audio-room-controller.ts';
import { LiveStreamController } from '../../src/controllers/live-stream-controller.ts';
import { ignored, messages, type MessageName } from '../../src/protocol/data/messages.ts';
import { SessionCore } from '../../src/session/core/session-core.ts';

const at = { epoch: 1, rev: 9 };
const options = { appId: '1234567890', baseUrl: 'http://127.0.0.1:4000', roomName: 'lobby' };

async function room() {
  const edge = new FakePlatform();
  const warned: string[] = [];
  const logger = { warn: (message: string) => void warned.push(message) };
  const session = new AudioRoomController(null, { ...options, logger }, edge);
  await session.join();
  await edge.clock.pass(0);
  return { edge, session, warned, told: record(session) };
}

describe('The messages of the engine', () => {
  it('are each heard by some part of some product; grid and stage are the room’s own state', async () => {
    const handle = mock.method(SessionCore.prototype, 'handle');
    for (const Session of [AudioRoomController, LiveStreamController])
      assert.ok(new Session(null, options, new FakePlatform()));
    const heard = new Set<MessageName>(handle.mock.calls.map(({ arguments: [name] }) => name));
    handle.mock.restore();
    const unheard = (Object.keys(messages) as MessageName[]).filter((name) => !heard.has(name));
    // No session has calls yet.
    assert.deepEqual(unheard, ['_seat_update', '_stage_update', '_call_update']);
  });

  for (const spelling of [
    { index: 2, identity: 'ada', locked: false, muted: true },
    { seat_index: 2, occupant_identity: 'ada', locked: 0, muted: 1 },
  ])
    it(`spell a seat as ${Object.keys(spelling).join(', ')}, and it is the same seat`, async () => {
      const { edge, session } = await room();
      edge.link.push({ type: '_seat_update', ...at, seats: [seat(0), seat(1), spelling] });
      const { identity, silenced, locked } = session.seats.at(2).get()!;
      assert.deepEqual([identity, silenced, locked], ['ada', true, false]);
    });

  for (const name of ignored)
    it(`say nothing to an audio room by ${name}`, async () => {
      const { edge, told, warned } = await room();
      edge.link.push({ type: name, ...at });
      assert.deepEqual([told, warned], [[], []]);
    });

  it('of a newer engine are told to the logger, once a name, and change nothing', async () => {
    const { edge, told, warned } = await room();
    for (const name of ['_poll', '_poll', 'applause']) edge.link.push({ type: name, ...at });
    edge.link.push({ bouquet: {} });
    assert.deepEqual(told, []);
    assert.deepEqual(
      warned.map((line) => /'(\w+)'/.exec(line)?.[1]),
      ['_poll', 'applause', 'bouquet'],
    );
  });

  it('too large for a packet make the room be read', async () => {
    const { edge, session } = await room();
    edge.put(3, { identity: 'ada' });
    edge.link.push({ type: '_seat_update', epoch: 1, rev: edge.rev, reread: true });
    await edge.clock.pass(0);
    assert.equal(session.seats.at(3).get()!.identity, 'ada');
  });
});
