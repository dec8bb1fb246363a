import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasOperation, mayActOn, mayDo, operations, type Operation } from '../../src/protocol/policy.ts';
import { roomTypes } from '../../src/protocol/product.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';
import { rolesOf } from '../../src/protocol/role.ts';
import { filled, requests } from '../support/security/policy-requests.ts';
import type { Role } from '../support/security/policy-room.ts';
import * as scenes from '../support/security/policy-room.ts';

const rooms = { audio_room: scenes.policyRoom, live_stream: scenes.policyStream } as const;

/** The same operations, on the second admin, who sits at 3 in an audio room. */
const onAdmin: readonly (readonly [
  (typeof roomTypes)[number],
  Operation,
  method: string,
  path: string,
  body?: object,
])[] = [
  ['audio_room', 'moveOthers', 'POST', '/seats/move', { target_seat: 6, target_identity: 'second' }],
  ['audio_room', 'swapSeats', 'POST', '/seats/swap', { a: 3, b: 6 }],
  ['audio_room', 'kickSeat', 'POST', '/seats/3/kick'],
  ['audio_room', 'lockSeat', 'POST', '/seats/3/lock'],
  ['audio_room', 'muteSeat', 'POST', '/seats/3/mute'],
  ['audio_room', 'unmuteSeat', 'POST', '/seats/3/unmute'],
  ['audio_room', 'setupSeats', 'POST', '/seats/setup', { seat_count: 3, seat_mode: 'free' }],
  ['live_stream', 'removeFromStage', 'DELETE', '/stage/second'],
  ...roomTypes.flatMap((product) => [
    [product, 'kick', 'DELETE', '/participants/second'] as const,
    [product, 'ban', 'POST', '/../ban', { identity: 'second', room_name: 'lobby' }] as const,
    [product, 'forceMute', 'PUT', '/participants/second/mute', { muted: true }] as const,
    [product, 'removeOthersMessage', 'DELETE', '/chat/:message'] as const,
  ]),
];

/** Allowed by the table, refused by how things stand. */
const states: { [O in Operation]?: { [R in Role]?: string } } = {
  // Who holds no seat has none to move from.
  moveSeat: { listener: 'not_seated', admin: 'not_seated' },
  requestToSpeak: { host: 'already_seated', speaker: 'already_seated' },
  // The host cannot be invited, and an admin cannot be invited to the stage.
  answerInvitation: { host: 'invite_expired' },
  answerStageInvitation: { host: 'invite_expired', admin: 'invite_expired' },
  requestStage: { host: 'already_on_stage', guest: 'already_on_stage' },
  leaveStage: { host: 'target_protected' },
};

for (const product of roomTypes)
  describe(`the policy table of the product ${product}, cell by cell over HTTP`, () => {
    const belongs = (operation: Operation) => hasOperation(product, operation);
    /** There is no call for the participants of a room. */
    const cellOf = (operation: Operation, role: Role) =>
      requests[operation][1].includes('/calls/') ? 'not_found' : mayDo(product, operation, role);

    for (const operation of operations)
      for (const role of rolesOf[product])
        it(`${operation} of a ${role} is ${cellOf(operation, role)}`, async () => {
          const people = await rooms[product]();
          const [method, path, body, scene] = requests[operation];
          const named = scene && belongs(operation) ? await scene(people, role) : {};
          const expected = cellOf(operation, role);
          const state = belongs(operation) ? states[operation]?.[role] : undefined;
          const { status, json } = await people[role].as(method, filled(path, named), body);
          if (expected === 'yes' && !state) assert.ok(status < 300, `${status} ${JSON.stringify(json)}`);
          else assert.equal(json.code, state ?? expected);
        });

    for (const [of, operation, ...call] of onAdmin.filter(([each]) => each === product))
      for (const role of ['host', 'admin'] as const)
        it(`${operation} of a ${role} on an admin is ${mayActOn(operation, role, 'admin')}`, async () => {
          const people = await rooms[of]();
          const [method, path, body] = call;
          const message = { text: 'Hello', message_id: 'message-of-the-second' };
          const written = path.includes(':') && (await people.second.as('POST', '/chat', message)).json.id;
          const { status, json } = await people[role].as(method, filled(path, { message: written }), body);
          const expected = mayActOn(operation, role, 'admin');
          if (expected === 'yes') assert.ok(status < 300, `${status} ${JSON.stringify(json)}`);
          else assert.deepEqual([status, json.code], [403, expected]);
        });
  });

describe('the policy table', () => {
  it('has a row for every route of a room', () => {
    const rows = new Set<string>(operations);
    for (const [name, endpoint] of Object.entries(endpoints))
      if (/^\/(rooms|calls\/)/.test(endpoint.path))
        assert.ok('operation' in endpoint && rows.has(endpoint.operation), name);
  });

  it('knows a request for every row', () => {
    assert.deepEqual(Object.keys(requests).sort(), [...operations].sort());
  });
});
