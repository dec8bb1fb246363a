import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { describe, it } from 'node:test';
import { startEngine } from '../test/support/engine.ts';
import { sqlite } from './store/sqlite.ts';

const identityAt = (json: { seats: { occupant_identity: string | null }[] }, index: number) =>
  json.seats[index]!.occupant_identity;

describe('a seat', () => {
  for (const takers of [20, 200])
    it(`has one winner among ${takers} who take it at once, and rev has no holes`, async () => {
      const { join, sfu, engine } = startEngine();
      const people = await Promise.all(Array.from({ length: takers }, (_, index) => join(`p${index}`)));
      await engine.idle();
      sfu.pushes.length = 0;
      const before = (await people[0]!.as('GET', '/seats')).json.rev;
      const answers = await Promise.all(people.map(({ as }) => as('POST', '/seats/3/take')));
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      assert.ok(answers.every(({ status, json }) => status === 200 || json.code === 'seat_taken'));
      const after = (await people[0]!.as('GET', '/seats')).json;
      assert.equal(after.rev, before + 1);
      await engine.idle();
      assert.deepEqual(
        sfu.pushes.map(({ rev }) => rev),
        [before + 1],
      );
    });

  it('is left for another in one commit and one push', async () => {
    const { join, sfu, engine } = startEngine();
    const { as } = await join('ada');
    const first = (await as('POST', '/seats/1/take')).json;
    await engine.idle();
    sfu.log.length = 0;
    const second = (await as('POST', '/seats/2/take')).json;
    await engine.idle();
    assert.equal(second.rev, first.rev + 1);
    assert.deepEqual([identityAt(second, 1), identityAt(second, 2)], [null, 'ada']);
    // Still a speaker: the grant is not touched.
    assert.deepEqual(sfu.log, ['metadata', 'push _seat_update']);
  });

  it('that is taken gives the grant, then tells everybody; one that is left takes it first', async () => {
    const { join, sfu, engine } = startEngine();
    const { as } = await join('ada');
    await engine.idle();
    sfu.log.length = 0;
    await as('POST', '/seats/1/take');
    await engine.idle();
    assert.deepEqual(sfu.permission('ada'), { publish: true, sources: ['microphone'] });
    await as('POST', '/seats/leave');
    await engine.idle();
    assert.deepEqual(sfu.permission('ada'), { publish: false });
    assert.deepEqual(sfu.log, [
      'update ada may speak',
      'metadata',
      'push _seat_update',
      'update ada may listen',
      'metadata',
      'push _seat_update',
    ]);
  });

  it('that is locked refuses, and its holder gets up', async () => {
    const { join } = startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    await ada.as('POST', '/seats/4/take');
    const locked = (await host.as('POST', '/seats/4/lock')).json;
    assert.deepEqual([identityAt(locked, 4), locked.seats[4].locked], [null, 1]);
    assert.equal((await ada.as('POST', '/seats/4/take')).json.code, 'seat_locked');
    await host.as('POST', '/seats/4/unlock');
    assert.equal((await ada.as('POST', '/seats/4/take')).status, 200);
  });

  it('that is muted takes the microphone out of the grant, also after a move, until it is unmuted', async () => {
    const { join, sfu, engine } = startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    await ada.as('POST', '/seats/4/take');
    await host.as('POST', '/seats/4/mute');
    await ada.as('POST', '/seats/5/take');
    await engine.idle();
    assert.deepEqual(sfu.permission('ada'), { publish: false });
    await host.as('POST', '/seats/5/unmute');
    await engine.idle();
    assert.deepEqual(sfu.permission('ada'), { publish: true, sources: ['microphone'] });
  });

  it('that is kept for the host is the host’s alone, and neither kickable nor lockable', async () => {
    const { join } = startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    assert.equal((await ada.as('POST', '/seats/0/take')).json.code, 'forbidden_role');
    assert.equal((await host.as('POST', '/seats/0/take')).status, 200);
    for (const does of ['kick', 'lock'])
      assert.equal((await host.as('POST', `/seats/0/${does}`)).json.code, 'target_protected');
  });

  it('beyond a smaller layout is freed', async () => {
    const { join } = startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    await ada.as('POST', '/seats/7/take');
    const { json } = await host.as('POST', '/seats/setup', { seat_count: 4, seat_mode: 'free' });
    assert.equal(json.count, 4);
    assert.equal((await ada.as('POST', '/seats/leave')).status, 200);
  });

  it('is moved by a moderator and swapped as one change', async () => {
    const { join } = startEngine();
    const host = await join('host', { role: 'host' });
    const [ada, bob] = [await join('ada'), await join('bob')];
    await ada.as('POST', '/seats/1/take');
    await bob.as('POST', '/seats/2/take');
    const moved = (await host.as('POST', '/seats/move', { target_seat: 5, target_identity: 'ada' })).json;
    assert.deepEqual([moved.from, moved.to, identityAt(moved, 5)], [1, 5, 'ada']);
    const swapped = (await host.as('POST', '/seats/swap', { a: 5, b: 2 })).json;
    assert.deepEqual([identityAt(swapped, 5), identityAt(swapped, 2)], ['bob', 'ada']);
  });
});

describe('who is missed', () => {
  it('keeps the seat for a minute as away, and then loses it once', async () => {
    const { join, sfu, clock, engine } = startEngine();
    const [ada, bob] = [await join('ada'), await join('bob')];
    await ada.as('POST', '/seats/1/take');
    sfu.drop('ada');
    await engine.reconcile('1234567890', 'lobby');
    const seat = async () => (await bob.as('GET', '/seats')).json.seats[1];
    assert.deepEqual([(await seat()).occupant_identity, (await seat()).away], ['ada', true]);
    const { rev } = (await bob.as('GET', '/seats')).json;
    await clock.pass(59_000);
    assert.equal((await seat()).occupant_identity, 'ada');
    await clock.pass(2_000);
    assert.equal((await seat()).occupant_identity, null);
    assert.equal((await bob.as('GET', '/seats')).json.rev, rev + 1);
  });

  it('and comes back with the same session keeps the seat', async () => {
    const { join, sfu, engine } = startEngine();
    const ada = await join('ada');
    await ada.as('POST', '/seats/1/take');
    sfu.drop('ada');
    await engine.reconcile('1234567890', 'lobby');
    const again = await join('ada');
    const { json } = await again.as('GET', '/seats');
    assert.deepEqual([json.seats[1].occupant_identity, json.seats[1].away], ['ada', false]);
  });

  it('last leaves a room that is closed a minute later, and opens anew under another name on the media server', async () => {
    const { join, sfu, clock } = startEngine();
    const { as, minted } = await join('ada');
    const [old] = sfu.rooms.keys();
    await as('POST', '/leave');
    await clock.pass(61_000);
    assert.equal(sfu.rooms.size, 0);
    assert.equal((await as('GET', '')).status, 404);
    const again = await join('ada');
    assert.equal(again.minted.room.epoch, minted.room.epoch + 1);
    assert.notEqual([...sfu.rooms.keys()][0], old);
  });
});

describe('a room that is ended', () => {
  it('says so in its metadata before it goes, and its bearers are told room_closed', async () => {
    const { join, sfu, engine } = startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    await engine.idle();
    sfu.log.length = 0;
    assert.equal((await host.as('DELETE', '')).status, 204);
    await engine.idle();
    assert.deepEqual(sfu.log, ['metadata', 'delete']);
    assert.equal((await ada.as('GET', '')).json.code, 'room_closed');
  });
});

describe('the store', () => {
  it('has every acknowledged change after the engine is gone without a word', async () => {
    const folder = mkdtempSync(joinPath(tmpdir(), 'utd-store-'));
    const path = joinPath(folder, 'engine.db');
    const first = startEngine({ store: sqlite(path) });
    const { as, bearer } = await first.join('ada');
    await as('POST', '/seats/6/take');
    // Not closed: another process opens the same file.
    const second = startEngine({ store: sqlite(path) });
    const { json } = await second.call('GET', '/rooms/lobby/seats', { bearer });
    assert.equal(identityAt(json, 6), 'ada');
    rmSync(folder, { recursive: true });
  });
});
