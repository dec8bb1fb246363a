import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';

describe('a bearer', () => {
  it('that is missing, made up or altered is unauthenticated', async () => {
    const { call, join } = await startEngine();
    const { bearer } = await join('ada');
    for (const wrong of [undefined, 'nonsense', `${bearer.slice(0, -4)}AAAA`]) {
      const { status, json } = await call(
        'GET',
        '/rooms/lobby',
        wrong === undefined ? {} : { bearer: wrong },
      );
      assert.deepEqual([status, json.code], [401, 'unauthenticated']);
    }
  });

  it('that is 15 minutes old has expired, and can be refreshed', async () => {
    const { call, join, clock } = await startEngine();
    const { bearer } = await join('ada');
    await clock.pass(15 * 60_000 + 1000);
    assert.equal((await call('GET', '/rooms/lobby', { bearer })).json.code, 'token_expired');
    const refreshed = await call('POST', '/auth/refresh', { bearer });
    assert.equal(refreshed.status, 200);
    assert.equal((await call('GET', '/rooms/lobby', { bearer: refreshed.json.user_token })).status, 200);
  });

  it('older than a day is refreshed no more', async () => {
    const { call, join, clock, livekit } = await startEngine();
    const { bearer } = await join('ada');
    // She goes, so that the room is not kept and compared all day.
    livekit.drop('ada');
    await clock.pass(24 * 3_600_000 + 1000);
    assert.equal((await call('POST', '/auth/refresh', { bearer })).status, 401);
  });

  it('of a guest who was heard of within a day is minted again for the same guest, who keeps the seat', async () => {
    const { call, clock, livekit, session } = await startEngine();
    const body = { room_name: 'lobby', session_id: session('guest') };
    const { json: first } = await call('POST', '/token', { body });
    livekit.join(first.identity);
    let bearer = first.user_token;
    await call('POST', '/rooms/lobby/seats/3/take', { bearer });
    for (let renewed = 0; renewed < 2; renewed++) {
      await clock.sleep(11 * 3_600_000);
      bearer = (await call('POST', '/auth/refresh', { bearer })).json.user_token;
    }
    await clock.sleep(3 * 3_600_000);
    const { json: last } = await call('POST', '/auth/refresh', { bearer });
    assert.equal(last.code, 'token_expired');
    const { json: again } = await call('POST', '/token', { bearer, body: { ...body, resume: first.resume } });
    assert.equal(again.identity, first.identity);
    assert.equal(again.room.seats[3].occupant_identity, first.identity);
  });

  it('of another room is not_joined', async () => {
    const { call, join } = await startEngine();
    const { bearer } = await join('ada');
    await join('bob', { room_name: 'attic' });
    const { status, json } = await call('GET', '/rooms/attic', { bearer });
    assert.deepEqual([status, json.code], [404, 'not_joined']);
  });

  it('of a media token is none', async () => {
    const { call, join } = await startEngine();
    const { minted } = await join('ada');
    assert.equal((await call('GET', '/rooms/lobby', { bearer: minted.token })).status, 401);
  });

  it('of somebody who has left is not_joined, and cannot be refreshed', async () => {
    const { call, join } = await startEngine();
    const { as, bearer } = await join('ada');
    assert.equal((await as('POST', '/leave')).status, 204);
    assert.equal((await as('GET', '')).json.code, 'not_joined');
    assert.equal((await call('POST', '/auth/refresh', { bearer })).json.code, 'not_joined');
  });
});
