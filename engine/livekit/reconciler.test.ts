import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';
import { settled } from '../../test/support/fakes/fake-clock.ts';

const app = '1234567890';

describe('what the media server has is compared with what it should have', () => {
  it('so a grant that was lost is given when the person is seen', async () => {
    const { call, sfu, engine, session } = startEngine();
    const { json } = await call('POST', '/token', {
      body: { identity: 'ada', room_name: 'lobby', session_id: session('ada') },
    });
    // The seat is taken before LiveKit has said that anybody joined.
    await call('POST', '/rooms/lobby/seats/1/take', { bearer: json.user_token });
    sfu.join('ada');
    await engine.reconcile(app, 'lobby');
    assert.deepEqual(sfu.permission('ada'), { publish: true, sources: ['microphone'] });
  });

  it('so a right that an old token brought back is taken again, within five seconds without any webhook', async () => {
    const { join, sfu, clock } = startEngine();
    await join('eve');
    sfu.join('eve', { permission: { publish: true, sources: ['microphone'] }, sending: true });
    await clock.pass(5_000);
    await settled();
    assert.deepEqual(sfu.permission('eve'), { publish: false });
  });

  it('so who was never let in is removed by the exact string', async () => {
    const { join, sfu, clock } = startEngine();
    await join('ada');
    sfu.join('ada#x');
    sfu.join('ghost');
    await clock.pass(5_000);
    await settled();
    assert.deepEqual([...sfu.room.people.keys()], ['ada']);
  });

  it('so who leaves and comes back at once, while the old connection is removed, has a place', async () => {
    const { join, call, sfu, engine } = startEngine();
    const { as } = await join('ada');
    sfu.join('ada');
    await as('POST', '/leave');
    const update = sfu.update.bind(sfu);
    await engine.idle();
    let minting: ReturnType<typeof call> | undefined;
    sfu.update = async (...person) => {
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
    assert.ok(!sfu.room.people.has('ada'));
  });

  it('so who sends a camera as a microphone is told why, removed, and his session closed', async () => {
    const { join, sfu, engine } = startEngine();
    const { as } = await join('eve');
    await as('POST', '/seats/1/take');
    await engine.idle();
    sfu.join('eve', { foreign: true, sending: true });
    await engine.reconcile(app, 'lobby');
    const hers = sfu.log.filter((each) => each.endsWith('eve') || each.includes(' eve '));
    assert.deepEqual(hers.slice(-2), ['update eve may listen', 'remove eve']);
    assert.equal((await as('GET', '')).json.code, 'kicked');
  });

  it('so who goes on sending without a right is removed at the second look', async () => {
    const { join, sfu, engine } = startEngine();
    await join('eve');
    sfu.join('eve', { sending: true });
    await engine.reconcile(app, 'lobby');
    assert.ok(sfu.room.people.has('eve'));
    sfu.room.people.get('eve')!.sending = true;
    await engine.reconcile(app, 'lobby');
    assert.ok(!sfu.room.people.has('eve'));
  });

  it('so a room that the media server lost is made again under the same name, with its state', async () => {
    const { join, sfu, engine } = startEngine();
    const { as } = await join('ada');
    await as('POST', '/seats/2/take');
    await engine.idle();
    const [name] = sfu.rooms.keys();
    sfu.rooms.clear();
    await engine.reconcile(app, 'lobby');
    assert.deepEqual([...sfu.rooms.keys()], [name]);
    assert.equal(JSON.parse(sfu.room.metadata)._seats.seats[2].identity, 'ada');
  });

  it('so a change that the media server refused is made later', async () => {
    const { join, sfu, engine, clock } = startEngine();
    const { as } = await join('ada');
    await as('POST', '/seats/2/take');
    await engine.idle();
    sfu.down = true;
    assert.equal((await as('POST', '/seats/leave')).status, 200);
    await engine.idle();
    assert.deepEqual(sfu.permission('ada'), { publish: true, sources: ['microphone'] });
    sfu.down = false;
    await clock.pass(5_000);
    await settled();
    assert.deepEqual(sfu.permission('ada'), { publish: false });
  });
});
