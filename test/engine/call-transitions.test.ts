import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callRoles } from '../../src/protocol/call/call-roles.ts';
import type { CallStatus } from '../../src/protocol/call/call-status.ts';
import { callTransitions } from '../../src/protocol/call/call-transitions.ts';
import { twoPeople, type Phone } from '../support/engine/phones.ts';

type World = Awaited<ReturnType<typeof twoPeople>>;
type Act = 'ringing' | 'accept' | 'reject' | 'busy' | 'end';

/** How a call that was started comes into each state. */
const ways: Readonly<Record<CallStatus, (world: World, id: string) => Promise<unknown>>> = {
  initiating: async () => {},
  ringing: ({ ben }, id) => ben.act(id, 'ringing'),
  active: ({ ben }, id) => ben.accept(id),
  ended: async ({ ben }, id) => {
    await ben.accept(id);
    await ben.act(id, 'end');
  },
  rejected: ({ ben }, id) => ben.act(id, 'reject'),
  missed: async ({ clock, connect }, id) => {
    await connect(id, 'anna');
    await clock.pass(31_000);
  },
  busy: ({ ben }, id) => ben.act(id, 'busy'),
  cancelled: ({ anna }, id) => anna.act(id, 'end'),
};

/** The states of a call after an act of the callee's other device, or the code of the refusal. */
const late = { ringing: 'call_ended', accept: 'call_ended', reject: 'call_ended', busy: 'call_ended' };
const elsewhere = 'answered_elsewhere';
const rings = { ringing: 'ringing', accept: 'active', reject: 'rejected', busy: 'busy', end: 'rejected' };
const byCallee: Readonly<Record<CallStatus, Readonly<Record<Act, string>>>> = {
  initiating: rings,
  ringing: rings,
  active: { ringing: elsewhere, accept: elsewhere, reject: elsewhere, busy: elsewhere, end: 'ended' },
  ended: { ...late, end: 'ended' },
  rejected: { ...late, reject: 'rejected', end: 'rejected' },
  missed: { ...late, end: 'missed' },
  busy: { ...late, busy: 'busy', end: 'busy' },
  cancelled: { ...late, end: 'cancelled' },
};

/** The states after the caller has hung up. The caller may do nothing else. */
const byCaller: Readonly<Record<CallStatus, string>> = {
  initiating: 'cancelled',
  ringing: 'cancelled',
  active: 'ended',
  ended: 'ended',
  rejected: 'rejected',
  missed: 'missed',
  busy: 'busy',
  cancelled: 'cancelled',
};

for (const [status, way] of Object.entries(ways) as [CallStatus, (typeof ways)[CallStatus]][])
  describe(`a call that is ${status}`, () => {
    for (const act of Object.keys(rings) as Act[])
      for (const role of callRoles) {
        const hangUp = act === 'end' ? byCaller[status] : 'forbidden_role';
        const expected = role === 'caller' ? hangUp : byCallee[status][act];
        it(`is ${expected} where the ${role} does '${act}'`, async () => {
          const world = await twoPeople();
          const { anna, desk } = world;
          const { call_id: id } = (await anna.start('ben')).json;
          await way(world, id);
          const device: Phone = role === 'caller' ? anna : desk;
          const { status: http, json } = await (act === 'accept' ? device.accept(id) : device.act(id, act));
          assert.equal(http === 200 ? json.status : json.code, expected);
          const left = (await anna.read(id)).json.status;
          assert.equal(left, http === 200 ? expected : status);
        });
      }
  });

describe('the table of transitions', () => {
  it('has one row for each act of an actor in a state', () => {
    const keys = callTransitions.flatMap(({ from, act, by }) =>
      from.flatMap((status) => by.map((actor) => `${status} ${act} ${actor}`)),
    );
    assert.equal(new Set(keys).size, keys.length);
  });

  it('leads out of no state that is over', () => {
    const over = new Set<CallStatus>(['ended', 'rejected', 'missed', 'busy', 'cancelled']);
    assert.deepEqual(
      callTransitions.filter(({ from }) => from.some((status) => over.has(status))),
      [],
    );
  });
});
