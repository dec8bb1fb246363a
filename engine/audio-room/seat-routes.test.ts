import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';

const identityAt = (json: { seats: { occupant_identity: string | null }[] }, index: number) =>
  json.seats[index]!.occupant_identity;

describe('a seat', () => {
  for (const takers of [20, 200])
    it(`has one winner among ${takers} who take it at once, and rev has no holes`, async () => {
      const { join, livekit, engine } = await startEngine();
      const people: Awaited<ReturnType<typeof join>>[] = [];
      // One after another: a busy machine keeps 200 joins at once waiting for longer than a command may wait.
      for (let index = 0; index < takers; index++) people.push(await join(`p${index}`));
      await engine.idle();
      livekit.pushes.length = 0;
      const before = (await people[0]!.as('GET', '/seats')).json.rev;
      const answers = await Promise.all(people.map(({ as }) => as('POST', '/seats/3/take')));
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      assert.ok(answers.every(({ status, json }) => status === 200 || json.code === 'seat_taken'));
      const after = (await people[0]!.as('GET', '/seats')).json;
      assert.equal(after.rev, before + 1);
      await engine.idle();
      assert.deepEqual(
        livekit.pushes.map(({ rev }) => rev),
        [before + 1],
      );
    });

  it('is left for another in one commit and one push', async () => {
    const { join, livekit, engine } = await startEngine();
    const { as } = await join('ada');
    const first = (await as('POST', '/seats/1/take')).json;
    await engine.idle();
    livekit.log.length = 0;
    const second = (await as('POST', '/seats/2/take')).json;
    await engine.idle();
    assert.equal(second.rev, first.rev + 1);
    assert.deepEqual([identityAt(second, 1), identityAt(second, 2)], [null, 'ada']);
    // Still a speaker: the grant is not touched.
    assert.deepEqual(livekit.log, ['metadata', 'push _seat_update']);
  });

  it('that is taken gives the grant, then tells everybody; one that is left takes it first', async () => {
    const { join, livekit, engine } = await startEngine();
    const { as } = await join('ada');
    await engine.idle();
    livekit.log.length = 0;
    await as('POST', '/seats/1/take');
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), ['microphone']);
    await as('POST', '/seats/leave');
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), []);
    assert.deepEqual(livekit.log, [
      'update ada may speak',
      'metadata',
      'push _seat_update',
      'update ada may listen',
      'metadata',
      'push _seat_update',
    ]);
  });

  it('that is locked refuses, and its holder gets up', async () => {
    const { join } = await startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    await ada.as('POST', '/seats/4/take');
    const locked = (await host.as('POST', '/seats/4/lock')).json;
    assert.deepEqual([identityAt(locked, 4), locked.seats[4].locked], [null, 1]);
    assert.equal((await ada.as('POST', '/seats/4/take')).json.code, 'seat_locked');
    await host.as('POST', '/seats/4/unlock');
    assert.equal((await ada.as('POST', '/seats/4/take')).status, 200);
  });

  it('that is locked stays empty, also when a moderator swaps somebody into it', async () => {
    const { join } = await startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    await ada.as('POST', '/seats/3/take');
    await host.as('POST', '/seats/4/lock');
    for (const [a, b] of [
      [3, 4],
      [4, 3],
    ])
      assert.equal((await host.as('POST', '/seats/swap', { a, b })).json.code, 'seat_locked');
    const { json } = await ada.as('GET', '/seats');
    assert.deepEqual([identityAt(json, 3), identityAt(json, 4)], ['ada', null]);
  });

  it('that is muted takes the microphone out of the grant, also after a move, until it is unmuted', async () => {
    const { join, livekit, engine } = await startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    await ada.as('POST', '/seats/4/take');
    await host.as('POST', '/seats/4/mute');
    await ada.as('POST', '/seats/5/take');
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), []);
    await host.as('POST', '/seats/5/unmute');
    await engine.idle();
    assert.deepEqual(livekit.permission('ada'), ['microphone']);
  });

  it('that is kept for the host is the host’s alone, and neither kickable nor lockable', async () => {
    const { join } = await startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    assert.equal((await ada.as('POST', '/seats/0/take')).json.code, 'forbidden_role');
    assert.equal((await host.as('POST', '/seats/0/take')).status, 200);
    for (const does of ['kick', 'lock'])
      assert.equal((await host.as('POST', `/seats/0/${does}`)).json.code, 'target_protected');
  });

  it('beyond a smaller layout is freed', async () => {
    const { join } = await startEngine();
    const host = await join('host', { role: 'host' });
    const ada = await join('ada');
    await ada.as('POST', '/seats/7/take');
    const { json } = await host.as('POST', '/seats/setup', { seat_count: 4, seat_mode: 'free' });
    assert.equal(json.count, 4);
    assert.equal((await ada.as('POST', '/seats/leave')).status, 200);
  });

  it('is moved by a moderator and swapped as one change', async () => {
    const { join } = await startEngine();
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
