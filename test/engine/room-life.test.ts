import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';
import { openStore } from '../../engine/store/store.ts';

const identityAt = (json: { seats: { occupant_identity: string | null }[] }, index: number) =>
  json.seats[index]!.occupant_identity;

describe('who is missed', () => {
  it('keeps the seat for a minute as away, and then loses it once', async () => {
    const { join, livekit, clock, engine } = await startEngine();
    const [ada, bob] = [await join('ada'), await join('bob')];
    await ada.as('POST', '/seats/1/take');
    livekit.drop('ada');
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
    const { join, livekit, engine } = await startEngine();
    const ada = await join('ada');
    await ada.as('POST', '/seats/1/take');
    livekit.drop('ada');
    await engine.reconcile('1234567890', 'lobby');
    const again = await join('ada');
    const { json } = await again.as('GET', '/seats');
    assert.deepEqual([json.seats[1].occupant_identity, json.seats[1].away], ['ada', false]);
  });

  it('last leaves a room that is closed a minute later, and opens anew under another name on the media server', async () => {
    const { join, livekit, clock } = await startEngine();
    const { as, minted } = await join('ada');
    const [old] = livekit.rooms.keys();
    await as('POST', '/leave');
    await clock.pass(61_000);
    assert.equal(livekit.rooms.size, 0);
    assert.equal((await as('GET', '')).status, 404);
    const again = await join('ada');
    assert.equal(again.minted.room.epoch, minted.room.epoch + 1);
    assert.notEqual([...livekit.rooms.keys()][0], old);
  });
});

describe('a room that is ended', () => {
  it('says so in its metadata before it goes, and its bearers are told room_closed', async () => {
    const { join, livekit, engine } = await startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    await engine.idle();
    livekit.log.length = 0;
    assert.equal((await host.as('DELETE', '')).status, 204);
    await engine.idle();
    assert.deepEqual(livekit.log, ['metadata', 'delete']);
    assert.equal((await ada.as('GET', '')).json.code, 'room_closed');
  });
});

describe('the store', () => {
  it('has every acknowledged change after the engine is gone without a word', async () => {
    const folder = mkdtempSync(joinPath(tmpdir(), 'utd-store-'));
    const path = joinPath(folder, 'engine.db');
    const first = await startEngine({ store: await openStore(path, () => {}) });
    const { as, bearer } = await first.join('ada');
    await as('POST', '/seats/6/take');
    // Not closed: another process opens the same file.
    const second = await startEngine({ store: await openStore(path, () => {}) });
    const { json } = await second.call('GET', '/rooms/lobby/seats', { bearer });
    assert.equal(identityAt(json, 6), 'ada');
    rmSync(folder, { recursive: true });
  });
});
