import { callRoles } from '../../src/protocol/call/call-roles.ts';
import { times } from '../../src/protocol/constants.ts';
import { Refusal } from '../core/refusal.ts';
import { admit } from '../join/admit.ts';
import { entered } from '../join/mint.ts';
import { keep, type Act } from '../requests/idempotency.ts';
import type { CallDeps } from './call-deps.ts';
import {
  authorizeParty,
  deviceOf,
  guestOf,
  joinedAnswer,
  mintBodyOf,
  openCall,
  type Device,
} from './call-entry.ts';
import { accepted } from './call-rules.ts';

/**
 * Answers a call on a device, and lets the device into the room. The same device may repeat the answer.
 *
 * @param act the start of a call that crossed this one, of which the key stands for this call from now on
 * @throws {Refusal} `not_found`, `answered_elsewhere`, `call_ended`, or as `admit`
 */
export async function acceptCall(
  deps: CallDeps,
  device: Device,
  id: string,
  act: Pick<Act, 'scope' | 'text'> = { scope: null, text: '' },
) {
  const { rooms, products, clock } = deps;
  const { app, person, sessionId, wait } = device;
  const entry = await rooms.transaction({ app: app.id, room: id }, async (transaction) => {
    const { tx } = transaction;
    const now = clock.now();
    const { row, role, call: before } = await openCall(transaction, person, id);
    authorizeParty(row, role, 'acceptCall', wait);
    const call = accepted(before, deviceOf(sessionId), now);
    if (call instanceof Refusal) throw call;
    const state = await admit(transaction, products, app, mintBodyOf(row, sessionId), guestOf(person), now);
    await keep(tx, { ...act, now }, { status: 200, body: JSON.stringify({ call_id: id }) });
    if (call === before) return entered(deps, tx, state, person.identity);
    // The patience of an answered call is longer.
    const people = callRoles.flatMap((each) => {
      const person = state.people.get(call[each]);
      return person && person.deadline !== null ? [{ ...person, deadline: now + times.reconnectWindow }] : [];
    });
    const after = await transaction.commit(state, { room: { ...state.room, call }, people });
    return entered(deps, tx, after, person.identity);
  });
  return joinedAnswer(deps, device, entry);
}
