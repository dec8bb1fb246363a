import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policyRoom, scenes, type Scene } from '../support/security/policy-room.ts';
import { mayActOn, mayDo, operations, type Operation } from '../../src/protocol/policy.ts';
import { roles, type Role } from '../../src/protocol/role.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';

/** How each operation is asked for, in a room where host sits at 0, speaker at 1, another at 2. */
const requests: Record<Operation, [method: string, path: string, body?: object, scene?: Scene]> = {
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
  requestToSpeak: ['POST', '/speakers/request', {}, 'request'],
  cancelRequest: ['DELETE', '/speakers/request'],
  readRequests: ['GET', '/speakers/requests'],
  answerRequest: ['POST', '/speakers/requests/:request/reject', {}, 'asked'],
  inviteToSpeak: ['POST', '/speakers/invite', { target_identity: 'idle' }],
  answerInvitation: ['POST', '/speakers/invitations/:invitation/decline', {}, 'invited'],
  kick: ['DELETE', '/participants/other'],
  ban: ['POST', '/../ban', { identity: 'other', room_name: 'lobby' }],
  unban: ['DELETE', '/../ban', { identity: 'gone', room_name: 'lobby' }],
  readBans: ['GET', '/../bans?room_name=lobby'],
  forceMute: ['PUT', '/participants/other/mute', { muted: true }],
  changeRole: ['PUT', '/participants/other/role', { role: 'admin' }],
  invite: ['POST', '/invite', { role: 'speaker' }],
  inviteAdmin: ['POST', '/invite', { role: 'admin' }],
  readChat: ['GET', '/chat'],
  sendChat: ['POST', '/chat', { text: 'Hello', message_id: 'message-of-this-test' }],
  sendLockedChat: ['POST', '/chat', { text: 'Hello', message_id: 'message-of-this-test' }, 'locked'],
  removeMessage: ['DELETE', '/chat/:mine', {}, 'written'],
  removeOthersMessage: ['DELETE', '/chat/:message', {}, 'written'],
  lockComments: ['PUT', '/comments/lock'],
  sendData: ['POST', '/send-data', { data: 1 }],
  leaveRoom: ['POST', '/leave'],
  endRoom: ['DELETE', ''],
};

/** The same operations, on the second admin at 3. */
const onAdmin: readonly (readonly [Operation, method: string, path: string, body?: object])[] = [
  ['moveOthers', 'POST', '/seats/move', { target_seat: 6, target_identity: 'second' }],
  ['swapSeats', 'POST', '/seats/swap', { a: 3, b: 6 }],
  ['kickSeat', 'POST', '/seats/3/kick'],
  ['lockSeat', 'POST', '/seats/3/lock'],
  ['muteSeat', 'POST', '/seats/3/mute'],
  ['unmuteSeat', 'POST', '/seats/3/unmute'],
  ['setupSeats', 'POST', '/seats/setup', { seat_count: 3, seat_mode: 'free' }],
  ['kick', 'DELETE', '/participants/second'],
  ['ban', 'POST', '/../ban', { identity: 'second', room_name: 'lobby' }],
  ['forceMute', 'PUT', '/participants/second/mute', { muted: true }],
  ['removeOthersMessage', 'DELETE', '/chat/:message'],
];

/** Allowed by the table, refused by how things stand. */
const states: { [O in Operation]?: { [R in Role]?: string } } = {
  // Who holds no seat has none to move from.
  moveSeat: { listener: 'not_seated', admin: 'not_seated' },
  requestToSpeak: { host: 'already_seated', speaker: 'already_seated' },
  // Nobody invites the host.
  answerInvitation: { host: 'invite_expired' },
};

const filled = (path: string, named: Record<string, string>) =>
  path.replace(/:(\w+)/g, (_, name: string) => named[name]!);

describe('the policy table, cell by cell over HTTP', () => {
  for (const operation of operations)
    for (const role of roles)
      it(`${operation} of a ${role} is ${mayDo(operation, role)}`, async () => {
        const people = await policyRoom();
        const [method, path, body, scene] = requests[operation];
        const named = scene ? await scenes[scene](people, role) : {};
        // The host seat is taken by the host, who would move within it.
        if (operation === 'takeHostSeat') await people.host.as('POST', '/seats/leave');
        const expected = mayDo(operation, role);
        const state = states[operation]?.[role];
        const { status, json } = await people[role].as(method, filled(path, named), body);
        if (expected === 'yes' && !state) assert.ok(status < 300, `${status} ${JSON.stringify(json)}`);
        else assert.equal(json.code, state ?? expected);
      });

  for (const [operation, ...call] of onAdmin)
    for (const role of ['host', 'admin'] as const)
      it(`${operation} of a ${role} on an admin is ${mayActOn(operation, role, 'admin')}`, async () => {
        const people = await policyRoom();
        const [method, path, body] = call;
        const message = { text: 'Hello', message_id: 'message-of-the-second' };
        const written = path.includes(':') && (await people.second.as('POST', '/chat', message)).json.id;
        const { status, json } = await people[role].as(method, filled(path, { message: written }), body);
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
