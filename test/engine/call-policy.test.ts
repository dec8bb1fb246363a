import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callRoles } from '../../src/protocol/call/call-roles.ts';
import { callTypes } from '../../src/protocol/call/call.ts';
import { mayDo, operations, type Operation } from '../../src/protocol/policy.ts';
import { policyCall } from '../support/security/policy-call.ts';
import { filled, requests } from '../support/security/policy-requests.ts';

/** The name of a call is no name of a room in a body, which is refused before the table is asked. */
const namedInBody: ReadonlySet<Operation> = new Set(['ban', 'unban']);

/** Comments of a call are never locked, as the table refuses to lock them. */
const unreachable: ReadonlySet<Operation> = new Set(['sendLockedChat']);

for (const type of callTypes)
  describe(`the policy table of the product ${type}, cell by cell over HTTP`, () => {
    for (const operation of operations.filter((each) => !unreachable.has(each)))
      for (const role of callRoles) {
        const expected = namedInBody.has(operation) ? 'invalid_request' : mayDo(type, operation, role);
        it(`${operation} of a ${role} is ${expected}`, async () => {
          const call = await policyCall(type);
          const [method, path, body] = requests[operation];
          const other = role === 'caller' ? 'callee' : 'caller';
          const named = path.includes(':call')
            ? { call: await call.ringing() }
            : path.includes(':m')
              ? { mine: await call.written(role), message: await call.written(other) }
              : {};
          const inRoom = body && 'room_name' in body ? { ...body, room_name: call.room } : body;
          const { status, json } = await call.as(role)(
            method,
            filled(path, named).replace('lobby', call.room),
            inRoom,
          );
          if (expected === 'yes') assert.ok(status < 300, `${status} ${JSON.stringify(json)}`);
          else assert.equal(json.code, expected);
        });
      }
  });
