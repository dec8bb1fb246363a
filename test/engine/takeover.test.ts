import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';

const app = '1234567890';
const elsewhere = (letter: string) => ({ session_id: letter.repeat(32) });

/** Ada on a connection that the media server knows by its sid, on seat 2. */
async function seated() {
  const world = await startEngine();
  const ada = await world.join('ada');
  world.livekit.join('ada', { sid: 'PA_1' });
  await world.engine.reconcile(app, 'lobby');
  await ada.as('POST', '/seats/2/take');
  await world.engine.idle();
  const mint = (more: object) =>
    world.call('POST', '/token', { body: { identity: 'ada', room_name: 'lobby', ...more } });
  const metadata = () => JSON.parse(world.livekit.room.people.get('ada')!.metadata);
  return { ...world, ada, mint, metadata };
}

describe('the place that was taken over', () => {
  it('knows why, by its session, before the token is answered; nobody is removed', async () => {
    const { mint, metadata, livekit, session } = await seated();
    const { status } = await mint(elsewhere('b'));
    assert.equal(status, 200);
    assert.deepEqual(metadata().exit, { code: 'signed_in_elsewhere', session_id: session('ada') });
    assert.deepEqual(livekit.permission('ada'), []);
    assert.ok(!livekit.log.includes('remove ada'));
  });

  it('stays told and silent, however often the room is compared, until the new one is there', async () => {
    const { mint, metadata, livekit, engine } = await seated();
    await mint(elsewhere('b'));
    await engine.reconcile(app, 'lobby');
    assert.equal(metadata().exit.code, 'signed_in_elsewhere');
    assert.deepEqual(livekit.permission('ada'), []);
    livekit.join('ada', { sid: 'PA_2' });
    await engine.reconcile(app, 'lobby');
    assert.deepEqual([metadata().exit, livekit.permission('ada')], [undefined, ['microphone']]);
  });

  it('hears nothing more once the new one is there, whatever it mints again', async () => {
    const { mint, metadata, livekit, engine } = await seated();
    await mint(elsewhere('b'));
    livekit.join('ada', { sid: 'PA_2' });
    await engine.reconcile(app, 'lobby');
    await mint(elsewhere('b'));
    await engine.idle();
    assert.deepEqual([metadata().exit, livekit.permission('ada')], [undefined, ['microphone']]);
  });

  it('keeps the seat for the person', async () => {
    const { mint } = await seated();
    const { json } = await mint(elsewhere('b'));
    assert.deepEqual([json.room.seats[2].occupant_identity, json.role], ['ada', 'speaker']);
  });
});

describe('moving between places', () => {
  it('is possible again after ten seconds, and the time to wait is told exactly', async () => {
    const { mint, livekit, engine, clock } = await seated();
    await mint(elsewhere('b'));
    livekit.join('ada', { sid: 'PA_2' });
    await engine.reconcile(app, 'lobby');
    await clock.pass(3_000);
    const refused = await mint(elsewhere('c'));
    assert.deepEqual(
      [refused.status, refused.json.code, refused.json.retry_after],
      [429, 'takeover_cooldown', 7],
    );
    assert.equal(refused.headers.get('retry-after'), '7');
    await clock.pass(7_000);
    assert.equal((await mint(elsewhere('c'))).status, 200);
  });

  it('of one person holds nobody else back', async () => {
    const { mint, call, livekit, join } = await seated();
    await join('bob');
    livekit.join('bob', { sid: 'PA_3' });
    await mint(elsewhere('b'));
    const bob = { identity: 'bob', room_name: 'lobby', ...elsewhere('d') };
    assert.equal((await call('POST', '/token', { body: bob })).status, 200);
  });

  it('is none while nobody has come with the former token: it is simply void', async () => {
    const { call } = await startEngine();
    const mint = (letter: string) =>
      call('POST', '/token', { body: { identity: 'ada', room_name: 'lobby', ...elsewhere(letter) } });
    const [first, second, third] = [await mint('a'), await mint('b'), await mint('c')];
    assert.deepEqual([first.status, second.status, third.status], [200, 200, 200]);
    const { json } = await call('GET', '/rooms/lobby', { bearer: first.json.user_token });
    assert.equal(json.code, 'signed_in_elsewhere');
  });
});

describe('who asks before taking over', () => {
  const asking = (letter: string) => ({ ...elsewhere(letter), takeover: false });

  it('is refused while the other place is connected, which is not touched, and may then take over', async () => {
    const { mint, metadata, livekit, ada } = await seated();
    const { status, json } = await mint(asking('b'));
    assert.deepEqual([status, json.code], [409, 'signed_in_elsewhere']);
    assert.deepEqual([metadata().exit, livekit.permission('ada')], [undefined, ['microphone']]);
    assert.equal((await ada.as('GET', '')).status, 200);
    assert.equal((await mint(elsewhere('b'))).status, 200);
  });

  it('is let in after a reload, and where the other place is gone', async () => {
    const { mint, livekit, engine, session } = await seated();
    assert.equal((await mint({ session_id: session('ada'), takeover: false })).status, 200);
    livekit.drop('ada');
    await engine.reconcile(app, 'lobby');
    assert.equal((await mint(asking('b'))).status, 200);
  });
});
