import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../test/support/engine.ts';
import { mayActOn, mayDo, operations, type Operation } from '../src/protocol/policy.ts';
import { roles } from '../src/protocol/role.ts';
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

/** Host at 0, speaker at 1, another at 2, a second admin at 3. */
async function room() {
  const engine = startEngine();
  const host = await engine.join('host', { role: 'host' });
  const [speaker, other, listener] = [
    await engine.join('speaker'),
    await engine.join('other'),
    await engine.join('listener'),
  ];
  const [admin, second] = [await engine.join('admin'), await engine.join('second')];
  // No call of this engine promotes yet: the document says who is.
  const { room: doc } = engine.store.room('1234567890', 'lobby')!;
  engine.store.saveRoom({ ...doc, version: doc.version + 1, admins: ['admin', 'second'] });
  await host.as('POST', '/seats/0/take');
  await speaker.as('POST', '/seats/1/take');
  await other.as('POST', '/seats/2/take');
  await second.as('POST', '/seats/3/take');
  return { host, admin, speaker, listener };
}

/** The same operations, on the second admin at 3. */
const onAdmin: readonly (readonly [Operation, method: string, path: string, body?: object])[] = [
  ['moveOthers', 'POST', '/seats/move', { target_seat: 6, target_identity: 'second' }],
  ['swapSeats', 'POST', '/seats/swap', { a: 3, b: 6 }],
  ['kickSeat', 'POST', '/seats/3/kick'],
  ['lockSeat', 'POST', '/seats/3/lock'],
  ['muteSeat', 'POST', '/seats/3/mute'],
  ['unmuteSeat', 'POST', '/seats/3/unmute'],
];

describe('the policy table, cell by cell over HTTP', () => {
  for (const operation of operations)
    for (const role of roles)
      it(`${operation} of a ${role} is ${mayDo(operation, role)}`, async () => {
        const people = await room();
        const [method, path, body, mode] = requests[operation];
        if (mode) await people.host.as('POST', '/seats/setup', { seat_count: 8, seat_mode: mode });
        // The host seat is taken by the host, who would move within it.
        if (operation === 'takeHostSeat') await people.host.as('POST', '/seats/leave');
        const expected = mayDo(operation, role);
        // A listener holds no seat to move from: allowed by the table, refused by the state.
        const standing = role === 'listener' || role === 'admin';
        const state = operation === 'moveSeat' && standing ? 'not_seated' : undefined;
        const { status, json } = await people[role].as(method, path, body);
        if (expected === 'yes' && !state) assert.ok(status < 300, `${status} ${JSON.stringify(json)}`);
        else assert.equal(json.code, state ?? expected);
      });

  for (const [operation, ...call] of onAdmin)
    for (const role of ['host', 'admin'] as const)
      it(`${operation} of a ${role} on an admin is ${mayActOn(operation, role, 'admin')}`, async () => {
        const { status, json } = await (await room())[role].as(...call);
        const expected = mayActOn(operation, role, 'admin');
        if (expected === 'yes') assert.ok(status < 300, `${status} ${JSON.stringify(json)}`);
        else assert.deepEqual([status, json.code], [403, expected]);
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
