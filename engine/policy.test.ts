import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../test/support/engine.ts';
import { mayDo, operations, type Operation } from '../src/protocol/policy.ts';
import { roles, type Role } from '../src/protocol/role.ts';
import { endpoints } from '../src/protocol/rest/endpoints.ts';

/** How each operation is asked for, in a room where host sits at 0, speaker at 1, another at 2. */
const requests: Record<Operation, [method: string, path: string, body?: object, set?: 'request']> = {
  readRoom: ['GET', ''],
  readParticipants: ['GET', '/participants'],
  readSeats: ['GET', '/seats'],
  updateMe: ['PUT', '/participants/me', { name: 'New' }],
  takeSeat: ['POST', '/seats/5/take'],
  takeSeatByRequest: ['POST', '/seats/5/take', {}, 'request'],
  takeHostSeat: ['POST', '/seats/0/take'],
  leaveSeat: ['POST', '/seats/leave'],
  moveSeat: ['POST', '/seats/move', { target_seat: 5 }],
  moveOthers: ['POST', '/seats/move', { target_seat: 6, target_identity: 'other' }],
  swapSeats: ['POST', '/seats/swap', { a: 2, b: 6 }],
  kickSeat: ['POST', '/seats/2/kick'],
  lockSeat: ['POST', '/seats/6/lock'],
  unlockSeat: ['POST', '/seats/6/unlock'],
  muteSeat: ['POST', '/seats/2/mute'],
  unmuteSeat: ['POST', '/seats/2/unmute'],
  setupSeats: ['POST', '/seats/setup', { seat_count: 9, seat_mode: 'free' }],
  leaveRoom: ['POST', '/leave'],
  endRoom: ['DELETE', ''],
};

/** Roles that nothing in this engine can give yet; their cells are the table's own. */
const given = roles.filter((role): role is Exclude<Role, 'admin'> => role !== 'admin');

async function room() {
  const engine = startEngine();
  const host = await engine.join('host', { role: 'host' });
  const speaker = await engine.join('speaker');
  const other = await engine.join('other');
  const listener = await engine.join('listener');
  await host.as('POST', '/seats/0/take');
  await speaker.as('POST', '/seats/1/take');
  await other.as('POST', '/seats/2/take');
  return { host, speaker, listener };
}

describe('the policy table, cell by cell over HTTP', () => {
  for (const operation of operations)
    for (const role of given)
      it(`${operation} of a ${role} is ${mayDo(operation, role)}`, async () => {
        const people = await room();
        const [method, path, body, mode] = requests[operation];
        if (mode) await people.host.as('POST', '/seats/setup', { seat_count: 8, seat_mode: mode });
        // The host seat is taken by the host, who would move within it.
        if (operation === 'takeHostSeat') await people.host.as('POST', '/seats/leave');
        const expected = mayDo(operation, role);
        // A listener holds no seat to move from: allowed by the table, refused by the state.
        const state = operation === 'moveSeat' && role === 'listener' ? 'not_seated' : undefined;
        const { status, json } = await people[role].as(method, path, body);
        if (expected === 'yes' && !state) assert.ok(status < 300, `${status} ${JSON.stringify(json)}`);
        else assert.equal(json.code, state ?? expected);
      });

  it('has a row for every route of a room', () => {
    const rows = new Set<string>(operations);
    for (const [name, endpoint] of Object.entries(endpoints))
      if (endpoint.path.startsWith('/rooms'))
        assert.ok('operation' in endpoint && rows.has(endpoint.operation), name);
  });

  it('knows a request for every row', () => {
    assert.deepEqual(Object.keys(requests).sort(), [...operations].sort());
  });
});
