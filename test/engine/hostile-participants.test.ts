import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';

const app = '1234567890';
const speaking = ['microphone'] as const;

describe('an old token that brings a right back', () => {
  it('is corrected within two seconds while it can be one that the media server handed out', async () => {
    const { join, livekit, engine, clock } = await startEngine();
    const { as } = await join('eve');
    await as('POST', '/seats/1/take');
    await as('POST', '/seats/leave');
    await engine.idle();
    for (const minute of [0, 4, 9]) {
      await clock.pass(minute * 60_000 - (clock.now() - Date.UTC(2026, 0, 1)) + 10_000);
      livekit.join('eve', { permission: speaking, sid: `PA_${minute}` });
      await clock.pass(2_000);
      assert.deepEqual(livekit.permission('eve'), [], `after ${minute} min`);
    }
  });

  it('is corrected at once when a webhook tells that somebody joined', async () => {
    const { join, livekit, engine, call } = await startEngine();
    await join('eve');
    livekit.join('eve', { permission: speaking, sid: 'PA_2' });
    // The webhook itself carries nothing that is believed.
    await call('POST', '/livekit/webhook', {
      raw: [...livekit.rooms.keys()][0]!,
      headers: { authorization: 'signed' },
    });
    await engine.reconcile(app, 'lobby');
    assert.deepEqual(livekit.permission('eve'), []);
  });
});

describe('somebody who sent a camera as a microphone', () => {
  it('reads why in their metadata before they go, loses the seat, and is not let in for half a minute', async () => {
    const { join, livekit, engine, call, clock, session } = await startEngine();
    const { as } = await join('eve');
    await join('ada');
    await as('POST', '/seats/1/take');
    await engine.idle();
    livekit.join('eve', { publishing: ['camera'] });
    const hers = livekit.room.people.get('eve')!;
    await engine.reconcile(app, 'lobby');
    assert.deepEqual(JSON.parse(hers.metadata).exit, { code: 'kicked', session_id: session('eve') });
    assert.equal(JSON.parse(livekit.room.metadata)['_seats'].seats[1].identity, null);
    const again = () =>
      call('POST', '/token', { body: { identity: 'eve', room_name: 'lobby', session_id: 'e'.repeat(32) } });
    const refused = await again();
    assert.deepEqual([refused.status, refused.json.code, refused.json.retry_after], [403, 'kicked', 30]);
    await clock.pass(30_000);
    assert.equal((await again()).status, 200);
  });
});

describe('somebody who sends two microphones', () => {
  it('goes after a second in which both were sent, and stays where the first one ends', async () => {
    const { join, livekit, engine, clock } = await startEngine();
    for (const [index, who] of ['eve', 'ada'].entries())
      await (await join(who)).as('POST', `/seats/${index + 1}/take`);
    await engine.idle();
    for (const who of ['eve', 'ada'])
      livekit.join(who, { permission: speaking, publishing: ['microphone', 'microphone'] });
    await engine.reconcile(app, 'lobby');
    assert.deepEqual([...livekit.room.people.keys()], ['eve', 'ada']);
    livekit.join('ada', { permission: speaking, publishing: ['microphone'] });
    await clock.pass(1_000);
    await engine.idle();
    assert.deepEqual([...livekit.room.people.keys()], ['ada']);
  });
});

describe('a guest who was muted and goes on to send sound', () => {
  it('goes at the second look, although the picture may be sent, and stays where the sound ends', async () => {
    const { join, livekit, engine, clock } = await startEngine();
    const enter = (identity: string, more: object = {}) => join(identity, { type: 'live_stream', ...more });
    const host = await enter('host', { role: 'host' });
    await host.as('POST', '/live/start');
    const pictures = ['camera', 'screen_share'] as const;
    for (const who of ['eve', 'ada']) {
      const guest = await enter(who);
      const { json } = await host.as('POST', `/stage/${who}`);
      await guest.as('POST', `/stage/invitations/${json.invitation_id}/accept`);
      await host.as('PUT', `/participants/${who}/mute`, { audio: true, muted: true });
    }
    await engine.idle();
    const sends = (who: string, ...publishing: ('microphone' | 'camera')[]) =>
      livekit.join(who, { permission: pictures, publishing });
    for (const who of ['eve', 'ada']) sends(who, 'microphone', 'camera');
    await engine.reconcile(app, 'lobby');
    assert.deepEqual([...livekit.room.people.keys()], ['host', 'eve', 'ada']);
    sends('ada', 'camera');
    await clock.pass(1_000);
    await engine.idle();
    assert.deepEqual([...livekit.room.people.keys()], ['host', 'ada']);
  });
});

describe('a stranger', () => {
  it('is silenced first, and then removed by the exact string', async () => {
    const { join, livekit, engine } = await startEngine();
    await join('ada');
    livekit.join('ada#x', { permission: speaking });
    livekit.log.length = 0;
    await engine.reconcile(app, 'lobby');
    assert.deepEqual(
      livekit.log.filter((each) => each.includes('#x')),
      ['update ada#x may listen', 'remove ada#x'],
    );
  });

  it('stays away from everybody else’s seat', async () => {
    const { join, call } = await startEngine();
    await join('ada');
    const eve = await join('eve', { room_name: 'attic' });
    const { status, json } = await call('POST', '/rooms/lobby/seats/1/take', { bearer: eve.bearer });
    assert.deepEqual([status, json.code], [404, 'not_joined']);
  });
});
