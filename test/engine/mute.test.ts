import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';

async function muted() {
  const world = await startEngine();
  const host = await world.join('host', { role: 'host' });
  const ada = await world.join('ada');
  await ada.as('POST', '/seats/4/take');
  await host.as('POST', '/seats/4/mute');
  await world.engine.idle();
  return { ...world, host, ada };
}

describe('a mute', () => {
  for (const [way, undo] of [
    ['leaving the seat', ['POST', '/seats/leave']],
    ['being kicked off it', null],
  ] as const)
    it(`is not undone by ${way} and taking another`, async () => {
      const { host, ada, livekit, engine } = await muted();
      if (undo) await ada.as(...undo);
      else await host.as('POST', '/seats/4/kick');
      const { json } = await ada.as('POST', '/seats/5/take');
      await engine.idle();
      assert.equal(json.seats[5].muted, 1);
      assert.deepEqual(livekit.permission('ada'), []);
    });

  it('is not undone by leaving the room and coming back', async () => {
    const { ada, join } = await muted();
    await ada.as('POST', '/leave');
    const again = await join('ada');
    assert.equal((await again.as('POST', '/seats/4/take')).json.seats[4].muted, 1);
  });

  it('is one person’s: whoever sits there next is not muted', async () => {
    const { ada, join } = await muted();
    await ada.as('POST', '/seats/leave');
    const bob = await join('bob');
    assert.equal((await bob.as('POST', '/seats/4/take')).json.seats[4].muted, 0);
  });

  it('ends with an unmute, for good', async () => {
    const { host, ada } = await muted();
    await host.as('POST', '/seats/4/unmute');
    await ada.as('POST', '/seats/leave');
    assert.equal((await ada.as('POST', '/seats/4/take')).json.seats[4].muted, 0);
  });
});

describe('a forced mute', () => {
  it('of somebody without a seat is shown to all, until it is taken back or they sit, where the grid shows it', async () => {
    const { host, ada, livekit, engine } = await muted();
    const shown = async () => {
      await engine.idle();
      const { seats } = (await host.as('GET', '/seats')).json;
      return [JSON.parse(livekit.room.people.get('ada')!.metadata).silenced ?? false, seats[4].muted];
    };
    assert.deepEqual(await shown(), [false, 1]);
    await ada.as('POST', '/seats/leave');
    assert.deepEqual(await shown(), [true, 0]);
    await ada.as('POST', '/seats/4/take');
    assert.deepEqual(await shown(), [false, 1]);
    await ada.as('POST', '/seats/leave');
    await host.as('PUT', '/participants/ada/mute', { audio: true, muted: false });
    assert.deepEqual(await shown(), [false, 0]);
  });
});

describe('the seat kept for the host', () => {
  it('is entered by nobody else, also not by a moderator’s move or swap', async () => {
    const { host } = await muted();
    const move = await host.as('POST', '/seats/move', { target_seat: 0, target_identity: 'ada' });
    assert.deepEqual([move.status, move.json.code], [403, 'target_protected']);
    const swap = await host.as('POST', '/seats/swap', { a: 4, b: 0 });
    assert.deepEqual([swap.status, swap.json.code], [403, 'target_protected']);
    const { json } = await host.as('GET', '/seats');
    assert.deepEqual(
      json.seats.map((seat: { occupant_identity: string | null }) => seat.occupant_identity),
      [null, null, null, null, 'ada', null, null, null],
    );
  });
});
