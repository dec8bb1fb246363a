import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';

const reserved = 'ban bans by-role request requests leave invite invitations stage seats start end'.split(
  ' ',
);
const dotted = ['', '.', '..', '...', '.x', '../x', '%2e%2e', '_x', '__proto__', '__defineGetter__'];
const marked = ['a#x', 'a/b', 'a b', '<b>', '"', '{}', 'a\u0000', 'a\nb', 'x'.repeat(129)];
const alike = ['аda', 'ａda', 'adá', 'a\u202Eda', 'a\u200Bda'];
const hostile = [...dotted, ...marked, ...alike, ...reserved];
/** Names of what every object has: whoever keeps people in one would find them there. */
const inherited = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf'];
const session_id = 'x'.repeat(32);

describe('a hostile identity', () => {
  it('is refused at the mint, with the field', async () => {
    const { call } = await startEngine();
    for (const identity of [...hostile, 'anon_x', 'anon_'.padEnd(37, '0')]) {
      const { status, json } = await call('POST', '/token', {
        body: { identity, room_name: 'lobby', session_id },
      });
      assert.deepEqual(
        [identity, status, json.code, json.field],
        [identity, 422, 'invalid_request', 'identity'],
      );
    }
  });

  it('is refused in every body that names somebody', async () => {
    const { join, call } = await startEngine();
    const { as, bearer } = await join('host', { role: 'host' });
    const bodies: Record<string, (name: string) => ReturnType<typeof call>> = {
      target_identity: (name) => as('POST', '/speakers/invite', { target_identity: name }),
      identity: (name) =>
        call('POST', '/rooms/ban', { bearer, body: { identity: name, room_name: 'lobby' } }),
      'destination_identities.0': (name) =>
        as('POST', '/send-data', { data: 1, destination_identities: [name] }),
    };
    for (const [field, send] of Object.entries(bodies))
      for (const name of hostile) {
        const { status, json } = await send(name);
        assert.deepEqual([field, name, status, json.field], [field, name, 422, field]);
      }
  });

  it('does nothing in a path', async () => {
    const { join } = await startEngine();
    const host = await join('host', { role: 'host' });
    const before = (await host.as('GET', '')).json;
    for (const name of hostile.filter(Boolean)) {
      const at = `/participants/${encodeURIComponent(name)}`;
      for (const { status } of [
        await host.as('DELETE', at),
        await host.as('PUT', `${at}/mute`, { muted: true }),
        await host.as('PUT', `${at}/role`, { role: 'admin' }),
      ])
        assert.equal(status, name.includes('\0') ? 422 : 404, name);
    }
    const { seats, participants, version } = (await host.as('GET', '')).json;
    assert.deepEqual([seats, participants, version], [before.seats, before.participants, before.version]);
  });

  it('of a room is refused as well', async () => {
    const { call } = await startEngine();
    for (const room_name of [
      '',
      '..',
      '_x',
      'a/b',
      'a#b',
      'call_x',
      '__proto__',
      'x'.repeat(129),
      ...reserved,
    ]) {
      const { status, json } = await call('POST', '/token', {
        body: { identity: 'ada', room_name, session_id },
      });
      assert.deepEqual([room_name, status, json.field], [room_name, 422, 'room_name']);
    }
  });
});

describe('a name that every object has', () => {
  for (const identity of inherited)
    it(`is a person like any other: ${identity}`, async () => {
      const { join, call, engine, livekit } = await startEngine();
      const host = await join('host', { role: 'host', room_name: identity, seat_mode: 'request' });
      const { as, minted } = await join(identity, { room_name: identity });
      assert.equal(minted.role, 'listener');
      const { json } = await as('POST', '/speakers/request', {});
      const id = json.request_id;
      await host.as('POST', `/speakers/requests/${id}/approve`, { seat_index: 3 });
      await engine.idle();
      assert.equal(livekit.permission(identity)?.length, 1);
      await as('POST', '/chat', { text: 'Hello', message_id: `message-of-${identity}` });
      assert.equal((await host.as('GET', '/chat')).json.messages[0].sender, identity);
      const promoted = await host.as('PUT', `/participants/${identity}/role`, { role: 'admin' });
      assert.deepEqual(promoted.json, { identity, role: 'admin', previous_role: 'speaker' });
      const { participants, seats } = (await host.as('GET', '')).json;
      assert.deepEqual(
        participants.map((each: { identity: string; role: string }) => [each.identity, each.role]).sort(),
        [
          [identity, 'admin'],
          ['host', 'host'],
        ].sort(),
      );
      assert.equal(seats[3].occupant_identity, identity);
      const body = { identity, room_name: identity };
      assert.equal((await call('POST', '/rooms/ban', { bearer: host.bearer, body })).status, 200);
      await engine.idle();
      assert.equal((await as('GET', '')).json.code, 'banned');
    });
});
