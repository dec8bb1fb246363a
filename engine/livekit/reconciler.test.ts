import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';
import { settled } from '../../test/support/fakes/fake-clock.ts';

const app = '1234567890';

describe('what the media server has is compared with what it should have', () => {
  it('so a grant that was lost is given when the person is seen', async () => {
    const { call, livekit, engine, session } = await startEngine();
    const { json } = await call('POST', '/token', {
      body: { identity: 'ada', room_name: 'lobby', session_id: session('ada') },
    });
    // The seat is taken before LiveKit has said that anybody joined.
    await call('POST', '/rooms/lobby/seats/1/take', { bearer: json.user_token });
    livekit.join('ada');
    await engine.reconcile(app, 'lobby');
    assert.deepEqual(livekit.permission('ada'), ['microphone']);
  });

  it('so a right that an old token brought back is taken again, within five seconds without any webhook', async () => {
    const { join, livekit, clock } = await startEngine();
    await join('eve');
    livekit.join('eve', { permission: ['microphone'], publishing: ['microphone'] });
    await clock.pass(5_000);
    await settled();
    assert.deepEqual(livekit.permission('eve'), []);
  });

  it('so who was never let in is removed by the exact string', async () => {
    const { join, livekit, clock } = await startEngine();
    await join('ada');
    livekit.join('ada#x');
    livekit.join('ghost');
    await clock.pass(5_000);
    await settled();
    assert.deepEqual([...livekit.room.people.keys()], ['ada']);
  });

  it('so who leaves and comes back at once, while the old connection is removed, has a place', async () => {
    const { join, call, livekit, engine } = await startEngine();
    const { as } = await join('ada');
    livekit.join('ada');
    await as('POST', '/leave');
    const update = livekit.update.bind(livekit);
    await engine.idle();
    let minting: ReturnType<typeof call> | undefined;
    livekit.update = async (...person) => {
      minting ??= call('POST', '/token', {
        body: { identity: 'ada', room_name: 'lobby', session_id: 'b'.repeat(32) },
      });
      await settled();
      return update(...person);
    };
    await engine.reconcile(app, 'lobby');
    const { status, json } = (await minting)!;
    assert.equal(status, 200);
    assert.equal((await call('GET', '/rooms/lobby', { bearer: json.user_token })).status, 200);
    assert.ok(!livekit.room.people.has('ada'));
  });

  it('so who sends a camera as a microphone is told why, removed, and his session closed', async () => {
    const { join, livekit, engine } = await startEngine();
    const { as } = await join('eve');
    await as('POST', '/seats/1/take');
    await engine.idle();
    livekit.join('eve', { publishing: ['camera'] });
    await engine.reconcile(app, 'lobby');
    const hers = livekit.log.filter((each) => each.endsWith('eve') || each.includes(' eve '));
    assert.deepEqual(hers.slice(-2), ['update eve may listen', 'remove eve']);
    assert.equal((await as('GET', '')).json.code, 'kicked');
  });

  it('so who goes on sending without a right is removed at the second look', async () => {
    const { join, livekit, engine } = await startEngine();
    await join('eve');
    livekit.join('eve', { publishing: ['microphone'] });
    await engine.reconcile(app, 'lobby');
    assert.ok(livekit.room.people.has('eve'));
    livekit.room.people.get('eve')!.publishing = ['microphone'];
    await engine.reconcile(app, 'lobby');
    assert.ok(!livekit.room.people.has('eve'));
  });

  it('so a room that the media server lost is made again under the same name, with its state', async () => {
    const { join, livekit, engine } = await startEngine();
    const { as } = await join('ada');
    await as('POST', '/seats/2/take');
    await engine.idle();
    const [name] = livekit.rooms.keys();
    livekit.rooms.clear();
    await engine.reconcile(app, 'lobby');
    assert.deepEqual([...livekit.rooms.keys()], [name]);
    assert.equal(JSON.parse(livekit.room.metadata)._seats.seats[2].identity, 'ada');
  });

  it('four rooms at a time, and every room', async () => {
    const { call, livekit, clock, engine, session } = await startEngine();
    for (let room = 0; room < 10; room++) {
      const body = { identity: 'ada', room_name: `room-${room}`, session_id: session('ada') };
      assert.equal((await call('POST', '/token', { body })).status, 200);
    }
    await engine.idle();
    const list = livekit.list.bind(livekit);
    const looked = new Set<string>();
    let [now, most] = [0, 0];
    livekit.list = async (room, options) => {
      looked.add(room);
      most = Math.max(most, ++now);
      await settled();
      now--;
      return list(room, options);
    };
    await clock.pass(5_000);
    await engine.idle();
    assert.deepEqual([looked.size, most], [10, 4]);
  });

  it('so a change that the media server refused is made later', async () => {
    const { join, livekit, engine, clock } = await startEngine();
    const { as } = await join('ada');
    await as('POST', '/seats/2/take');
    await engine.idle();
    livekit.down = true;
    assert.equal((await as('POST', '/seats/leave')).status, 200);
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), ['microphone']);
    livekit.down = false;
    await clock.pass(5_000);
    await settled();
    assert.deepEqual(livekit.permission('ada'), []);
  });
});
