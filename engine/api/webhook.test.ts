import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { startEngine } from '../../test/support/journey/engine.ts';

const hook = (room: string) => ({ raw: room, headers: { authorization: 'signed' } });
const lists = (log: readonly string[]) => log.filter((each) => each === 'list').length;

describe('a webhook', () => {
  it('is a reason to compare the room it is about, once', async () => {
    const { join, call, livekit, engine, clock } = await startEngine();
    await join('ada');
    await clock.pass(1_000);
    const [name] = livekit.rooms.keys();
    livekit.log.length = 0;
    for (let times = 0; times < 3; times++) await call('POST', '/livekit/webhook', hook(name!));
    await clock.pass(1_500);
    await engine.idle();
    assert.equal(lists(livekit.log), 1);
  });

  it('of a room that is not ours does nothing', async () => {
    const { join, call, livekit, clock } = await startEngine();
    await join('ada');
    livekit.log.length = 0;
    assert.equal((await call('POST', '/livekit/webhook', hook('lobby'))).status, 204);
    await clock.pass(500);
    await settled();
    assert.equal(lists(livekit.log), 0);
  });
});
